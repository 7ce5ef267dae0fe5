package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What lies in a pack, found by the headers of its frames as {@code docs/format.md} 4.1, 4.2 and 4.6 define them, and by no code of the
 * store: the demo says what is on disk whatever the store says of itself.
 */
final class PackFile {
    static final String SUFFIX = ".pack";

    private static final int HEADER_BYTES = 20;
    private static final int MAGIC = 0x89484642; // \x89HFB
    private static final int NAME_OFFSET = 16;
    private static final int PAYLOAD_OFFSET = 60;
    private static final int PLAIN_BYTES = 76;
    private static final int WRAPPED_OFFSET = 78;
    private static final byte ENCRYPTED = 2;

    private PackFile() {}

    /** Each slice with its size on disk. */
    static Map<ObjectName, Long> slices(Path file) throws IOException {
        Map<ObjectName, Long> slices = new HashMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer pack = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            int at = HEADER_BYTES;
            while (at + WRAPPED_OFFSET <= pack.limit()) {
                int size = pack.getInt(at) == MAGIC ? frameBytes(pack, at) : 0;
                if (size > 0) {
                    ByteBuffer name = pack.slice(at + NAME_OFFSET, BlockId.SIZE_BYTES + Long.BYTES);
                    slices.put(new ObjectName(BlockId.read(name), name.getLong()), (long) size);
                }
                at += Math.max(1, size);
            }
        }
        return slices;
    }

    /** 0 if no whole header with a right checksum is there, or the pack ends before the frame does. */
    private static int frameBytes(ByteBuffer pack, int at) {
        int checked = pack.get(at + Integer.BYTES) == ENCRYPTED
                ? WRAPPED_OFFSET + pack.getShort(at + PLAIN_BYTES)
                : PLAIN_BYTES;
        int rest = pack.limit() - at - checked - 2 * Integer.BYTES;
        int payload = pack.getInt(at + PAYLOAD_OFFSET);
        if (checked < PLAIN_BYTES || payload < 0 || payload > rest) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(pack.slice(at, checked));
        return pack.getInt(at + checked) == (int) crc.getValue() ? checked + 2 * Integer.BYTES + payload : 0;
    }
}
