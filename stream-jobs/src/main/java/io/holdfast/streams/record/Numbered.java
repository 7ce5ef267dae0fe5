package io.holdfast.streams.record;

/**
 * One event of a namespace with its gap-free number ({@code ref_seq} of a version event, {@code seq} of a change), still encoded.
 *
 * @param partition where it lay on the topic, or {@link #FROM_POSTGRES} if it filled a gap
 * @param offset likewise
 */
public record Numbered(String namespace, long number, int partition, long offset, byte[] message) {
    /** Partition and offset of an event that was read from PostgreSQL. */
    public static final int FROM_POSTGRES = -1;

    /** An event that was read from PostgreSQL because the topic did not have it. */
    public static Numbered fromPostgres(String namespace, long number, byte[] message) {
        return new Numbered(namespace, number, FROM_POSTGRES, FROM_POSTGRES, message);
    }
}
