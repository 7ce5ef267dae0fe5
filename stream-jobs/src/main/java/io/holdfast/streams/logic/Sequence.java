package io.holdfast.streams.logic;

/** The numbers of a namespace are 1, 2, 3 …: what to do with the next event that arrives. */
public enum Sequence {
    /** Was applied before. */
    DUPLICATE,
    /** Follows on the last one. */
    NEXT,
    /** Something before it has not arrived: read it from PostgreSQL first. */
    GAP;

    /** @param last number that was applied last, 0 for none */
    public static Sequence of(long last, long number) {
        if (number <= last) {
            return DUPLICATE;
        }
        return number == last + 1 ? NEXT : GAP;
    }
}
