package io.holdfast.metadata.gc;

/** Blocks, or objects, and their bytes on the store. */
public record Amount(long count, long bytes) {
    public static final Amount ZERO = new Amount(0, 0);

    public Amount add(Amount other) {
        return new Amount(count + other.count, bytes + other.bytes);
    }
}
