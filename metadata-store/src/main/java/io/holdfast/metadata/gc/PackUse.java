package io.holdfast.metadata.gc;

/**
 * What PostgreSQL knows of the slices of one pack. A slice of an open upload is neither needed nor dead.
 *
 * @param neededBytes of slices that a row points to, in whatever state it is
 * @param deadBytes of slices that have an intent
 */
public record PackUse(long neededBytes, long deadBytes) {
    public static final PackUse NONE = new PackUse(0, 0);
}
