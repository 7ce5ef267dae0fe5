package io.holdfast.dashboards.dedup;

import io.holdfast.dashboards.figure.Step;
import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.lakehouse.postgres.LiveMetric;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The questions to {@code live_metric}. Every literal in them is ours or a parsed time, never a caller's text. */
final class LiveSql {
    private LiveSql() {}

    static String totals() {
        String names =
                Stream.of(LiveMetric.values()).map(LiveSql::quoted).collect(Collectors.joining(",\n                "));
        return """
                SELECT name, value, updated_at
                  FROM live_metric
                 WHERE scope = ''
                   AND window_start = '-infinity'
                   AND name IN (${names})""".replace("${names}", names);
    }

    static String points(TimeRange range, Step step) {
        return """
                SELECT date_bin('${step} seconds', window_start, timestamptz '1970-01-01 00:00:00+00') AS start,
                       coalesce(sum(value) FILTER (WHERE name = ${new}), 0)::bigint AS first_seen_bytes,
                       coalesce(sum(value) FILTER (WHERE name = ${old}), 0)::bigint AS duplicate_bytes
                  FROM live_metric
                 WHERE scope = ''
                   AND window_start >= '${from}'
                   AND window_start < '${to}'
                   AND name IN (${new}, ${old})
                 GROUP BY 1
                 ORDER BY 1""".replace("${step}", Long.toString(step.seconds()))
                .replace("${new}", quoted(LiveMetric.FIRST_SEEN_BYTES))
                .replace("${old}", quoted(LiveMetric.DUPLICATE_BYTES))
                .replace("${from}", range.from().toString())
                .replace("${to}", range.to().toString());
    }

    private static String quoted(LiveMetric metric) {
        return '\'' + metric.metricName() + '\'';
    }
}
