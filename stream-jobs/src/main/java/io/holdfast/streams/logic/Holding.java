package io.holdfast.streams.logic;

/** Whether a block is held in a scope: its bytes count there from its first reference to its last. */
public final class Holding {
    private Holding() {}

    /** Change of the unique bytes when the references of a scope go from one number to another. */
    public static long uniqueBytes(long refsBefore, long refsAfter, int sizeBytes) {
        if (refsBefore <= 0 && refsAfter > 0) {
            return sizeBytes;
        }
        return refsBefore > 0 && refsAfter <= 0 ? -sizeBytes : 0;
    }
}
