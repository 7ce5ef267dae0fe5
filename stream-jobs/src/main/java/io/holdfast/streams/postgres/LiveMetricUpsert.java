package io.holdfast.streams.postgres;

import io.holdfast.lakehouse.postgres.LiveMetric;
import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeTotal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Rows of {@code live_metric}: one for each figure of a scope. */
public final class LiveMetricUpsert implements Upsert<ScopeTotal, String> {
    private static final String SQL = """
            INSERT INTO live_metric AS m (name, scope, window_start, value, count_epoch, pos, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, now())
            ON CONFLICT (name, scope, window_start) DO UPDATE
               SET value = EXCLUDED.value, count_epoch = EXCLUDED.count_epoch, pos = EXCLUDED.pos,
                   updated_at = EXCLUDED.updated_at
             WHERE (m.count_epoch, m.pos) <= (EXCLUDED.count_epoch, EXCLUDED.pos)
            """;

    @Override
    public String sql() {
        return SQL;
    }

    @Override
    public String key(ScopeTotal total) {
        return total.scope().windowStartMicros() + " " + total.scope().name();
    }

    @Override
    public void addTo(PreparedStatement batch, ScopeTotal total) throws SQLException {
        for (LiveMetric metric : LiveMetric.values()) {
            if (metric != LiveMetric.UNIQUE_BYTES || !total.scope().isMinute()) {
                batch.setString(1, metric.metricName());
                batch.setString(2, total.scope().name());
                batch.setObject(3, windowStart(total.scope()));
                batch.setLong(4, value(metric, total.amounts()));
                batch.setLong(5, total.countEpoch());
                batch.setLong(6, total.pos());
                batch.addBatch();
            }
        }
    }

    private static long value(LiveMetric metric, Amounts amounts) {
        return switch (metric) {
            case LOGICAL_BYTES -> amounts.logicalBytes();
            case UNIQUE_BYTES -> amounts.uniqueBytes();
            case FIRST_SEEN_BYTES -> amounts.firstSeenBytes();
            case DUPLICATE_BYTES -> amounts.duplicateBytes();
            case VERSIONS -> amounts.versions();
        };
    }

    /** The driver writes the smallest date as {@code -infinity}. */
    private static OffsetDateTime windowStart(Scope scope) {
        return scope.isMinute()
                ? Instant.EPOCH
                        .plus(scope.windowStartMicros(), ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC)
                : OffsetDateTime.MIN;
    }
}
