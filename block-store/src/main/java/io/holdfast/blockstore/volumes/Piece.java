package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One piece of a frame, as a file holds it; {@code docs/format.md} defines it.
 *
 * @param stripe the same in all pieces of one put
 * @param index data pieces first
 * @param frameBytes of the whole frame
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Piece(ObjectName name, Redundancy redundancy, long stripe, int index, int frameBytes, byte[] bytes) {
    static final int HEADER_BYTES = 72;

    private static final int MAGIC = 0x89484650; // \x89HFP
    private static final byte FORMAT = 1;
    private static final int CHECKED_BYTES = HEADER_BYTES - Integer.BYTES;

    /** How long each piece of such a frame is; the last data piece is filled up with zeros. */
    static int pieceBytes(int frameBytes, Redundancy redundancy) {
        return Math.max(1, -Math.floorDiv(-frameBytes, redundancy.data()));
    }

    ByteBuffer[] stored() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC).put(FORMAT);
        header.put((byte) redundancy.data()).put((byte) redundancy.parity()).put((byte) index);
        name.block().write(header);
        header.putLong(name.generation()).putLong(stripe).putInt(frameBytes).putInt(bytes.length);
        header.putInt(crc(bytes, bytes.length));
        header.putInt(crc(header.array(), CHECKED_BYTES));
        return new ByteBuffer[] {header.flip(), ByteBuffer.wrap(bytes)};
    }

    /** @throws Corrupt if these bytes are not a piece of the object */
    static Piece read(ObjectName expected, byte[] stored) {
        if (stored.length < HEADER_BYTES) {
            throw new Corrupt(expected, "a piece of it ends inside its header");
        }
        ByteBuffer header = ByteBuffer.wrap(stored);
        if (header.getInt() != MAGIC || header.get() != FORMAT) {
            throw new Corrupt(expected, "a piece of it does not begin as one that this version knows");
        }
        if (header.getInt(CHECKED_BYTES) != crc(stored, CHECKED_BYTES)) {
            throw new Corrupt(expected, "the checksum of a piece's header is wrong");
        }
        Redundancy redundancy = redundancy(header, expected);
        int index = Byte.toUnsignedInt(header.get());
        ObjectName name = new ObjectName(BlockId.read(header), header.getLong());
        long stripe = header.getLong();
        int frameBytes = header.getInt();
        int size = header.getInt();
        int crc = header.getInt();
        if (!name.equals(expected)) {
            throw new Corrupt(expected, "a piece of it belongs to the object " + name);
        }
        if (frameBytes < 0 || stored.length - HEADER_BYTES != size || size != pieceBytes(frameBytes, redundancy)) {
            throw new Corrupt(expected, "a piece of it has another length than its header says");
        }
        byte[] bytes = Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
        if (crc(bytes, size) != crc) {
            throw new Corrupt(expected, "the checksum of a piece is wrong");
        }
        return new Piece(name, redundancy, stripe, index, frameBytes, bytes);
    }

    private static Redundancy redundancy(ByteBuffer header, ObjectName expected) {
        try {
            return new Redundancy(Byte.toUnsignedInt(header.get()), Byte.toUnsignedInt(header.get()));
        } catch (IllegalArgumentException e) {
            throw new Corrupt(expected, "a piece of it tells of " + e.getMessage());
        }
    }

    private static int crc(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }
}
