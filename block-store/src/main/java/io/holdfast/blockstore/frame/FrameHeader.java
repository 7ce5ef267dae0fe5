package io.holdfast.blockstore.frame;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first 80 bytes of a frame of format 1, big-endian; the fields that encryption will use are zero until then.
 *
 * @param sizeBytes bytes of the block
 * @param payloadBytes bytes between the header and the last checksum
 */
record FrameHeader(ObjectName name, Compression compression, int sizeBytes, int payloadBytes) {
    static final int BYTES = 80;

    private static final int MAGIC =
            0x89484642; // \x89HFB: no text, and cut to ...HFB by anything that strips the high bit
    private static final byte FORMAT = 1;
    private static final int CHECKED_BYTES = BYTES - Integer.BYTES;
    private static final int KEY_BYTES = 10; // encryption, key, domain and what is reserved between them
    private static final int NONCE_BYTES = 12;

    FrameHeader {
        if (sizeBytes < 0 || sizeBytes > BlockBytes.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("a block of " + sizeBytes + " bytes");
        }
        if (payloadBytes < 0
                || payloadBytes > sizeBytes
                || (compression == Compression.NONE && payloadBytes != sizeBytes)) {
            throw new IllegalArgumentException(payloadBytes + " stored bytes for a block of " + sizeBytes);
        }
    }

    /** Writes 80 bytes at the buffer's position. */
    void write(ByteBuffer target) {
        ByteBuffer header = target.slice(target.position(), BYTES);
        header.putInt(MAGIC).put(FORMAT).put(compression.code());
        header.put(new byte[KEY_BYTES]);
        name.block().write(header);
        header.putLong(name.generation()).putInt(sizeBytes).putInt(payloadBytes);
        header.put(new byte[NONCE_BYTES]);
        header.putInt(crc(header.slice(0, CHECKED_BYTES)));
        target.position(target.position() + BYTES);
    }

    /**
     * Reads 80 bytes at the buffer's position.
     *
     * @param expected the object that the caller asked for
     * @throws Corrupt if they are not its header
     */
    static FrameHeader read(ByteBuffer source, ObjectName expected) {
        if (source.remaining() < BYTES) {
            throw new Corrupt(expected, "it ends inside its header");
        }
        ByteBuffer header = source.slice(source.position(), BYTES);
        source.position(source.position() + BYTES);
        if (header.getInt() != MAGIC) {
            throw new Corrupt(expected, "it does not begin as a stored block");
        }
        byte format = header.get();
        if (format != FORMAT) {
            throw new Corrupt(expected, "its format is " + format + ", this version reads " + FORMAT);
        }
        if (header.getInt(CHECKED_BYTES) != crc(header.slice(0, CHECKED_BYTES))) {
            throw new Corrupt(expected, "the checksum of its header is wrong");
        }
        return readFields(header, expected);
    }

    private static FrameHeader readFields(ByteBuffer header, ObjectName expected) {
        byte code = header.get();
        Compression compression = Compression.of(code)
                .orElseThrow(() -> new Corrupt(expected, "its compression " + code + " is unknown to this version"));
        for (int i = 0; i < KEY_BYTES; i++) {
            if (header.get() != 0) {
                throw new Corrupt(expected, "it is encrypted, or uses a field that this version does not know");
            }
        }
        ObjectName name = new ObjectName(BlockId.read(header), header.getLong());
        if (!name.equals(expected)) {
            throw new Corrupt(expected, "it is the object " + name);
        }
        try {
            return new FrameHeader(name, compression, header.getInt(), header.getInt());
        } catch (IllegalArgumentException e) {
            throw new Corrupt(expected, "its header tells of " + e.getMessage());
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
