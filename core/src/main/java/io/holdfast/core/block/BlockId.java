package io.holdfast.core.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a block: the SHA-256 of its bytes, held as four big-endian words so that a million ids cost no byte arrays.
 * Ordered as unsigned bytes, which is the order of PostgreSQL's {@code bytea}.
 */
public record BlockId(long word0, long word1, long word2, long word3) implements Comparable<BlockId> {
    /** Bytes of a SHA-256 digest. */
    public static final int SIZE_BYTES = 32;

    /**
     * @param digest 32 bytes
     * @throws IllegalArgumentException if it has another length
     */
    public static BlockId of(byte[] digest) {
        if (digest.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a block id has 32 bytes, not " + digest.length);
        }
        return read(ByteBuffer.wrap(digest));
    }

    /** Reads 32 bytes from the buffer's position. */
    public static BlockId read(ByteBuffer buffer) {
        if (buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("block ids are read big-endian");
        }
        return new BlockId(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /**
     * @param hex 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static BlockId parse(String hex) {
        if (hex.length() != 2 * SIZE_BYTES || !hex.chars().allMatch(BlockId::isLowerHex)) {
            throw new IllegalArgumentException(
                    "a block hash is 64 lower-case hex digits, not '" + abbreviate(hex) + "'");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    /** The id of these bytes, from position to limit; the buffer is left as it was. */
    public static BlockId hash(ByteBuffer bytes) {
        MessageDigest sha256 = sha256();
        ByteBuffer rest = bytes.duplicate();
        // 64 KiB at a time: one large update runs in the interpreter until its caller is compiled.
        while (rest.hasRemaining()) {
            ByteBuffer piece = rest.slice(rest.position(), Math.min(rest.remaining(), 1 << 16));
            sha256.update(piece);
            rest.position(rest.position() + piece.limit());
        }
        return of(sha256.digest());
    }

    /** A fresh SHA-256, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes the 32 bytes at the buffer's position. */
    public void write(ByteBuffer buffer) {
        buffer.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
    }

    /** The 32 bytes, a new array each time. */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE_BYTES);
        write(buffer);
        return buffer.array();
    }

    /** 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public int compareTo(BlockId other) {
        int order = Long.compareUnsigned(word0, other.word0);
        order = order != 0 ? order : Long.compareUnsigned(word1, other.word1);
        order = order != 0 ? order : Long.compareUnsigned(word2, other.word2);
        return order != 0 ? order : Long.compareUnsigned(word3, other.word3);
    }

    /** The same in every JVM, which a record does not promise: stream jobs keep their state by it. */
    @Override
    public int hashCode() {
        return Long.hashCode(
                word0 ^ Long.rotateLeft(word1, 16) ^ Long.rotateLeft(word2, 32) ^ Long.rotateLeft(word3, 48));
    }

    @Override
    public String toString() {
        return hex();
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static String abbreviate(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
