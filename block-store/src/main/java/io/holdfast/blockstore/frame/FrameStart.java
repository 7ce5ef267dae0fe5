package io.holdfast.blockstore.frame;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the header of a frame says of the frame, for whoever looks for frames among other bytes.
 *
 * @param sizeBytes of the whole frame
 */
public record FrameStart(ObjectName name, int sizeBytes) {
    /** The first four bytes of every frame, as a big-endian number. */
    public static final int MAGIC = FrameHeader.MAGIC;
    /** No header of any format so far is longer. */
    public static final int MAX_HEADER_BYTES = FrameHeader.MAX_BYTES;

    private static final int NAME_OFFSET = 16;

    /** Reads the header at the buffer's position, which stays as it is; empty if no whole header with a right checksum is there. */
    public static Optional<FrameStart> read(ByteBuffer bytes) {
        ByteBuffer header = bytes.slice();
        if (header.remaining() < FrameHeader.FIELD_BYTES || header.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        ByteBuffer field = header.slice(NAME_OFFSET, BlockId.SIZE_BYTES + Long.BYTES);
        ObjectName name = new ObjectName(BlockId.read(field), field.getLong());
        try {
            FrameHeader read = FrameHeader.read(header, name);
            return Optional.of(new FrameStart(name, read.bytes() + read.payloadBytes() + Integer.BYTES));
        } catch (Corrupt e) {
            return Optional.empty();
        }
    }
}
