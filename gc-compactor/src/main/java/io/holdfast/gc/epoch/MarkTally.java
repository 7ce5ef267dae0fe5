package io.holdfast.gc.epoch;

import io.holdfast.metadata.gc.GcReadings.Drift;

/**
 * What a second mark came to, beside what PostgreSQL says of the same blocks.
 *
 * @param confirmed dead for both
 * @param resurrected referenced after all, live again
 * @param quarantinedReferenced of those, the ones that were quarantined: this should not happen and calls an operator
 * @param disagreeing one of the two finds a reference where the other does not
 */
record MarkTally(long judged, long confirmed, long resurrected, long quarantinedReferenced, long disagreeing) {
    static final MarkTally NONE = new MarkTally(0, 0, 0, 0, 0);

    Drift drift() {
        return new Drift(judged, disagreeing);
    }

    MarkTally add(MarkTally other) {
        return new MarkTally(
                judged + other.judged,
                confirmed + other.confirmed,
                resurrected + other.resurrected,
                quarantinedReferenced + other.quarantinedReferenced,
                disagreeing + other.disagreeing);
    }
}
