package io.holdfast.dashboards.dedup;

import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.dashboards.storage.Measurements;
import io.holdfast.dashboards.storage.StorageSql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/analytics/dedup} and, cheap enough to be asked every few seconds, {@code /live}. */
@RestController
final class DedupController {
    private final Live live;
    private final Measurements measurements;
    private final Hours hours;
    private final InstantSource clock;

    DedupController(Live live, Measurements measurements, Hours hours, InstantSource clock) {
        this.live = live;
        this.measurements = measurements;
        this.hours = hours;
        this.clock = clock;
    }

    @GetMapping("/api/v1/analytics/live")
    LiveAnswer live(@RequestParam(name = "window", defaultValue = "1h") String window) {
        Instant now = clock.instant();
        return live.over(TimeRange.last(window, now), now);
    }

    @GetMapping("/api/v1/analytics/dedup")
    DedupAnswer dedup(@RequestParam(name = "window", defaultValue = "24h") String window) {
        Instant now = clock.instant();
        TimeRange range = TimeRange.last(window, now);
        LiveAnswer counted = live.over(range, now);
        Optional<DedupAnswer.Exact> exact = measurements.latest(now).map(DedupAnswer.Exact::of);
        return new DedupAnswer(
                range.from(),
                range.to(),
                counted,
                exact,
                counted.totals()
                        .flatMap(totals -> exact.map(
                                measured -> DedupAnswer.Difference.between(totals.volume(), measured.volume()))),
                hours.over(range),
                Map.of("exact", StorageSql.latest(), "hours", Hours.sql(range)));
    }
}
