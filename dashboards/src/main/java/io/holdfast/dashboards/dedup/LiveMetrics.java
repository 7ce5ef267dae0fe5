package io.holdfast.dashboards.dedup;

import io.holdfast.core.error.HoldfastException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code live_metric}. Empty before its schema is there; {@code unavailable} while PostgreSQL does not answer. */
@Component
final class LiveMetrics {
    private static final String UNDEFINED_TABLE = "42P01";

    private final JdbcClient database;

    LiveMetrics(JdbcClient database) {
        this.database = database;
    }

    List<LiveTotals.Count> totals(String sql) {
        return query(
                sql,
                (row, n) ->
                        new LiveTotals.Count(row.getString("name"), row.getLong("value"), instant(row, "updated_at")));
    }

    List<LivePoint> points(String sql) {
        return query(
                sql,
                (row, n) -> new LivePoint(
                        instant(row, "start"), row.getLong("first_seen_bytes"), row.getLong("duplicate_bytes")));
    }

    private <T> List<T> query(String sql, RowMapper<T> reading) {
        try {
            return database.sql(sql).query(reading).list();
        } catch (BadSqlGrammarException e) {
            if (e.getCause() instanceof SQLException cause && UNDEFINED_TABLE.equals(cause.getSQLState())) {
                return List.of();
            }
            throw e;
        } catch (DataAccessException e) {
            throw new HoldfastException.Unavailable("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
