package io.holdfast.blockstore.frame;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the payload of a frame, big-endian: 80 bytes in format 1; in format 2, which is encrypted, the wrapped data key comes
 * before the checksum.
 *
 * @param seal empty in format 1
 * @param sizeBytes bytes of the block
 * @param payloadBytes bytes between the header and the last checksum
 */
record FrameHeader(ObjectName name, Compression compression, Optional<Seal> seal, int sizeBytes, int payloadBytes) {
    /** Bytes that both formats have in common; of format 2 every record is bound to them. */
    static final int FIELD_BYTES = 76;

    static final int MAX_BYTES = FIELD_BYTES + Short.BYTES + Seal.MAX_WRAPPED_BYTES + Integer.BYTES;

    static final int MAGIC = 0x89484642; // \x89HFB: no text, and cut to ...HFB by anything that strips the high bit
    private static final byte PLAIN = 1;
    private static final byte SEALED = 2;
    private static final byte AES_GCM = 1;
    private static final int PLAIN_BYTES = FIELD_BYTES + Integer.BYTES;
    private static final int NONCE_FIELD_BYTES = 12;

    FrameHeader {
        if (sizeBytes < 0 || sizeBytes > BlockBytes.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("a block of " + sizeBytes + " bytes");
        }
        int packed = seal.isPresent() ? Records.plainBytes(payloadBytes) : payloadBytes;
        if (packed < 0 || packed > sizeBytes || (compression == Compression.NONE && packed != sizeBytes)) {
            throw new IllegalArgumentException(payloadBytes + " stored bytes for a block of " + sizeBytes);
        }
    }

    int bytes() {
        return PLAIN_BYTES
                + seal.map(present -> Short.BYTES + present.wrapped().length).orElse(0);
    }

    /** Writes the header at the buffer's position. */
    void write(ByteBuffer target) {
        ByteBuffer header = target.slice(target.position(), bytes());
        header.putInt(MAGIC).put(seal.isPresent() ? SEALED : PLAIN).put(compression.code());
        header.put(seal.isPresent() ? AES_GCM : 0).put((byte) 0);
        header.putInt(seal.map(Seal::key).orElse(0)).putInt(0);
        name.block().write(header);
        header.putLong(name.generation()).putInt(sizeBytes).putInt(payloadBytes);
        byte[] nonceField = new byte[NONCE_FIELD_BYTES];
        seal.ifPresent(present -> System.arraycopy(present.nonce(), 0, nonceField, 0, Seal.NONCE_BYTES));
        header.put(nonceField);
        seal.ifPresent(
                present -> header.putShort((short) present.wrapped().length).put(present.wrapped()));
        header.putInt(crc(header.slice(0, header.position())));
        target.position(target.position() + bytes());
    }

    /**
     * Reads a header at the buffer's position and leaves it behind the header.
     *
     * @param expected the object that the caller asked for
     * @throws Corrupt if it is not its header
     */
    static FrameHeader read(ByteBuffer source, ObjectName expected) {
        ByteBuffer header = source.slice();
        int checked = checkedBytes(header, expected);
        if (header.remaining() < checked + Integer.BYTES) {
            throw new Corrupt(expected, "it ends inside its header");
        }
        if (header.getInt(checked) != crc(header.slice(0, checked))) {
            throw new Corrupt(expected, "the checksum of its header is wrong");
        }
        source.position(source.position() + checked + Integer.BYTES);
        return readFields(header.limit(checked), expected);
    }

    private static int checkedBytes(ByteBuffer header, ObjectName expected) {
        if (header.remaining() < PLAIN_BYTES) {
            throw new Corrupt(expected, "it ends inside its header");
        }
        if (header.getInt(0) != MAGIC) {
            throw new Corrupt(expected, "it does not begin as a stored block");
        }
        byte format = header.get(Integer.BYTES);
        return switch (format) {
            case PLAIN -> FIELD_BYTES;
            case SEALED -> FIELD_BYTES + Short.BYTES + Short.toUnsignedInt(header.getShort(FIELD_BYTES));
            default ->
                throw new Corrupt(
                        expected, "its format is " + format + ", this version reads " + PLAIN + " and " + SEALED);
        };
    }

    private static FrameHeader readFields(ByteBuffer header, ObjectName expected) {
        boolean encrypted = header.get(4) == SEALED;
        byte code = header.get(5);
        Compression compression = Compression.of(code)
                .orElseThrow(() -> new Corrupt(expected, "its compression " + code + " is unknown to this version"));
        requireKnown(header, encrypted, expected);
        header.position(16);
        ObjectName name = new ObjectName(BlockId.read(header), header.getLong());
        if (!name.equals(expected)) {
            throw new Corrupt(expected, "it is the object " + name);
        }
        int sizeBytes = header.getInt();
        int payloadBytes = header.getInt();
        try {
            Optional<Seal> seal = encrypted
                    ? Optional.of(Seal.read(
                            header.getInt(8),
                            header.slice(64, NONCE_FIELD_BYTES),
                            header.slice(FIELD_BYTES + Short.BYTES, header.limit() - FIELD_BYTES - Short.BYTES)))
                    : Optional.empty();
            return new FrameHeader(name, compression, seal, sizeBytes, payloadBytes);
        } catch (IllegalArgumentException e) {
            throw new Corrupt(expected, "its header tells of " + e.getMessage());
        }
    }

    /** Every field that this version writes as zero must be zero: a later version may mean something by it. */
    private static void requireKnown(ByteBuffer header, boolean encrypted, ObjectName expected) {
        boolean known = encrypted
                ? header.get(6) == AES_GCM && header.get(7) == 0 && header.getInt(12) == 0
                : header.getShort(6) == 0 && header.getLong(8) == 0;
        if (encrypted) {
            for (int i = 64 + Seal.NONCE_BYTES; i < FIELD_BYTES; i++) {
                known &= header.get(i) == 0;
            }
        }
        if (!known) {
            throw new Corrupt(expected, "it is encrypted, or uses a field that this version does not know");
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
