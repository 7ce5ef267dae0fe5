package io.holdfast.streams.record;

/** The five figures of the dedup accounting, as a change or as a total; {@code LiveMetric} says what each means. */
public record Amounts(long logicalBytes, long uniqueBytes, long firstSeenBytes, long duplicateBytes, long versions) {
    public static final Amounts ZERO = new Amounts(0, 0, 0, 0, 0);

    /** So many versions of so many bytes more, or less. */
    public static Amounts versions(long count, long bytes) {
        return new Amounts(bytes, 0, 0, 0, count);
    }

    /** Bytes that came to be held, or are no longer. */
    public static Amounts unique(long bytes) {
        return new Amounts(0, bytes, 0, 0, 0);
    }

    /** Bytes of a committed manifest, told apart. */
    public static Amounts committed(long firstSeenBytes, long duplicateBytes) {
        return new Amounts(0, 0, firstSeenBytes, duplicateBytes, 0);
    }

    public Amounts plus(Amounts other) {
        return new Amounts(
                logicalBytes + other.logicalBytes,
                uniqueBytes + other.uniqueBytes,
                firstSeenBytes + other.firstSeenBytes,
                duplicateBytes + other.duplicateBytes,
                versions + other.versions);
    }
}
