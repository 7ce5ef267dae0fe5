package io.holdfast.blockstore.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What a pack begins with: magic, format, generation, checksum; big-endian. */
final class PackHeader {
    static final int BYTES = 20;

    private static final int MAGIC = 0x8948464B; // \x89HFK
    private static final int FORMAT = 1 << 24; // and three reserved bytes

    private PackHeader() {}

    static ByteBuffer of(long generation) {
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        header.putInt(MAGIC).putInt(FORMAT).putLong(generation);
        header.putInt(crc(header.slice(0, header.position())));
        return header.flip();
    }

    /** @throws IOException if it is whole and says that a later version has made the pack; a damaged one says nothing */
    static void requireKnown(PackBytes pack) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        pack.fill(header, 0);
        boolean whole = !header.hasRemaining()
                && header.getInt(0) == MAGIC
                && header.getInt(BYTES - Integer.BYTES) == crc(header.slice(0, BYTES - Integer.BYTES));
        if (whole && header.getInt(Integer.BYTES) != FORMAT) {
            throw new IOException("its format is " + header.get(Integer.BYTES) + ", this version knows 1");
        }
    }

    static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
