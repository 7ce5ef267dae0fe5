package io.holdfast.metadata.retention;

/** What a purge has done: versions purged with their logical bytes, and those that the check under the lock passed over. */
public record PurgeOutcome(int purged, long bytes, int passedOver) {
    public static final PurgeOutcome NONE = new PurgeOutcome(0, 0, 0);

    public PurgeOutcome add(PurgeOutcome other) {
        return new PurgeOutcome(purged + other.purged, bytes + other.bytes, passedOver + other.passedOver);
    }
}
