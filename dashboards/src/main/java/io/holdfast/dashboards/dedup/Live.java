package io.holdfast.dashboards.dedup;

import io.holdfast.dashboards.figure.Step;
import io.holdfast.dashboards.figure.TimeRange;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The live values, asked anew each time. */
@Service
public final class Live {
    private final LiveMetrics metrics;

    Live(LiveMetrics metrics) {
        this.metrics = metrics;
    }

    public LiveAnswer over(TimeRange range, Instant now) {
        Step step = Step.of(range);
        String totals = LiveSql.totals();
        String points = LiveSql.points(range, step);
        return new LiveAnswer(
                now,
                LiveTotals.of(metrics.totals(totals), now),
                step.seconds(),
                metrics.points(points),
                Map.of("totals", totals, "points", points));
    }
}
