package io.holdfast.streams.record;

/**
 * State of one block in the ref-counting.
 *
 * @param refs versions that hold it
 * @param pos changes that were applied to it; rises by one with each
 * @param zeroSinceMicros since when nothing holds it, or {@link #IN_USE}
 */
public record BlockCount(long refs, long pos, int sizeBytes, long zeroSinceMicros) {
    /** {@code zeroSinceMicros} of a block that is held. */
    public static final long IN_USE = -1;
    /** A block that no version was seen to hold yet. */
    public static final BlockCount NONE = new BlockCount(0, 0, 0, IN_USE);
}
