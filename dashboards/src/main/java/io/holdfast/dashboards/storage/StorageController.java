package io.holdfast.dashboards.storage;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.dashboards.figure.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/analytics/storage}: bytes over time, and now. */
@RestController
final class StorageController {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);

    private final Measurements measurements;
    private final InstantSource clock;

    StorageController(Measurements measurements, InstantSource clock) {
        this.measurements = measurements;
        this.clock = clock;
    }

    @GetMapping("/api/v1/analytics/storage")
    Answer storage(
            @RequestParam(name = "from", defaultValue = "") String from,
            @RequestParam(name = "to", defaultValue = "") String to,
            @RequestParam(name = "group_by", defaultValue = "") String groupBy) {
        if (!groupBy.isEmpty()) {
            throw new HoldfastException.InvalidRequest("group_by", "'group_by' is not supported yet; leave it out");
        }
        Instant now = clock.instant();
        TimeRange range = TimeRange.parse(from, to, DEFAULT_RANGE, now);
        return new Answer(
                range.from(),
                range.to(),
                measurements.over(range),
                measurements.latest(now),
                Map.of("items", StorageSql.over(range), "latest", StorageSql.latest()));
    }

    /**
     * @param items in order of time
     * @param latest the youngest measurement, whatever the range; absent before the first
     * @param sql how to get {@code items} and {@code latest} by hand
     */
    record Answer(
            Instant from, Instant to, List<Measurement> items, Optional<Measurement> latest, Map<String, String> sql) {}
}
