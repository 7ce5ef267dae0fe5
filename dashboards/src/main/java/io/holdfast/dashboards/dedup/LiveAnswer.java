package io.holdfast.dashboards.dedup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the stream says now.
 *
 * @param totals absent until the first commit has been counted
 * @param stepSeconds how much time one point spans
 * @param points in order of time; a time without a commit has none
 * @param sql what was run to get {@code totals} and {@code points}
 */
public record LiveAnswer(
        Instant asOf, Optional<LiveTotals> totals, long stepSeconds, List<LivePoint> points, Map<String, String> sql) {

    /** When the last commit was counted. */
    public Optional<Instant> updatedAt() {
        return totals.map(LiveTotals::updatedAt);
    }
}
