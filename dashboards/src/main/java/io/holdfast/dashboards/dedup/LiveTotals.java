package io.holdfast.dashboards.dedup;

import io.holdfast.dashboards.figure.Volume;
import io.holdfast.lakehouse.postgres.LiveMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the stream jobs have counted so far.
 *
 * @param ageSeconds since the last change of a count; grows while nothing is committed
 */
record LiveTotals(
        long logicalBytes,
        long uniqueBytes,
        long firstSeenBytes,
        long duplicateBytes,
        long versions,
        Optional<Double> dedupRatio,
        long savingsBytes,
        Instant updatedAt,
        long ageSeconds) {

    /** One row of {@code live_metric}. */
    record Count(String name, long value, Instant updatedAt) {}

    /** None until something has been counted. A count that is not there is nought. */
    static Optional<LiveTotals> of(Collection<Count> counts, Instant now) {
        Map<String, Long> values = counts.stream().collect(Collectors.toMap(Count::name, Count::value));
        Function<LiveMetric, Long> value = metric -> values.getOrDefault(metric.metricName(), 0L);
        Volume volume = new Volume(value.apply(LiveMetric.LOGICAL_BYTES), value.apply(LiveMetric.UNIQUE_BYTES));
        return counts.stream()
                .map(Count::updatedAt)
                .max(Comparator.naturalOrder())
                .map(updatedAt -> new LiveTotals(
                        volume.logicalBytes(),
                        volume.uniqueBytes(),
                        value.apply(LiveMetric.FIRST_SEEN_BYTES),
                        value.apply(LiveMetric.DUPLICATE_BYTES),
                        value.apply(LiveMetric.VERSIONS),
                        volume.dedupRatio(),
                        volume.savingsBytes(),
                        updatedAt,
                        Math.max(0, Duration.between(updatedAt, now).toSeconds())));
    }

    Volume volume() {
        return new Volume(logicalBytes, uniqueBytes);
    }
}
