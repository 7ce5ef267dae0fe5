package io.holdfast.core.block;

import java.nio.ByteBuffer;

/**
 * The bytes of one block, in memory (a block has at most 8 MiB) and readable any number of times. The array is shared, not
 * copied: whoever wraps it must not change it while it is in use.
 */
public final class BlockBytes {
    /** The largest block that the system accepts. */
    public static final int MAX_SIZE_BYTES = 8 << 20;

    /** Writable where the caller's was: SHA-256 reads the array of such a buffer without a copy. Never handed out. */
    private final ByteBuffer buffer;

    private BlockBytes(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public static BlockBytes wrap(byte[] array) {
        return new BlockBytes(ByteBuffer.wrap(array));
    }

    public static BlockBytes wrap(byte[] array, int offset, int sizeBytes) {
        return new BlockBytes(ByteBuffer.wrap(array, offset, sizeBytes).slice());
    }

    /** The bytes from the buffer's position to its limit. */
    public static BlockBytes wrap(ByteBuffer buffer) {
        return new BlockBytes(buffer.slice());
    }

    public int sizeBytes() {
        return buffer.remaining();
    }

    /** A read-only view with its own position. */
    public ByteBuffer buffer() {
        return buffer.asReadOnlyBuffer();
    }

    /** SHA-256 of the bytes. */
    public BlockId hash() {
        return BlockId.hash(buffer);
    }
}
