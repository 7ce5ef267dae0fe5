package io.holdfast.dashboards.dedup;

import io.holdfast.dashboards.figure.Volume;
import io.holdfast.dashboards.storage.Measurement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ratio live and exact.
 *
 * @param exact absent before the first roll-up
 * @param difference live minus exact; absent unless both are there
 * @param hours what was committed, by the roll-ups; empty before the first
 * @param sql how to get {@code exact} and {@code hours} by hand
 */
record DedupAnswer(
        Instant from,
        Instant to,
        LiveAnswer live,
        Optional<Exact> exact,
        Optional<Difference> difference,
        List<Hour> hours,
        Map<String, String> sql) {

    /** As measured by the last roll-up. */
    record Exact(
            long logicalBytes, long uniqueBytes, Optional<Double> dedupRatio, long savingsBytes, Instant measuredAt) {
        static Exact of(Measurement measured) {
            Volume volume = measured.volume();
            return new Exact(
                    volume.logicalBytes(),
                    volume.uniqueBytes(),
                    volume.dedupRatio(),
                    volume.savingsBytes(),
                    measured.measuredAt());
        }

        Volume volume() {
            return new Volume(logicalBytes, uniqueBytes);
        }
    }

    /** Live minus exact. Not a fault by itself: the one is of now, the other of {@code measured_at}. */
    record Difference(long logicalBytes, long uniqueBytes, Optional<Double> dedupRatio) {
        static Difference between(Volume live, Volume exact) {
            return new Difference(
                    live.logicalBytes() - exact.logicalBytes(),
                    live.uniqueBytes() - exact.uniqueBytes(),
                    live.dedupRatio().flatMap(ratio -> exact.dedupRatio().map(other -> ratio - other)));
        }
    }
}
