package io.holdfast.metadata.gc;

import io.holdfast.core.gc.BrakeFigures;
import io.holdfast.core.gc.SafetyWindow;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Installation;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL can say before an epoch: what it would find, and what the brakes look at. Changes nothing. */
public final class GcReadings {
    private static final Duration RECENT = Duration.ofDays(30);

    private final Database database;
    private final Ambient ambient;
    private final Intents intents;

    public GcReadings(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.intents = new Intents(database, ambient);
    }

    /** Looks at every block; a few seconds a million. */
    public Forecast forecast(SafetyWindow window) {
        Instant now = ambient.now();
        return database.client()
                .sql("""
                        WITH b AS (
                            SELECT state, stored_size,
                                   CASE state WHEN 'L' THEN touched_at + :minAge::interval
                                              WHEN 'C' THEN since + :condemned::interval
                                              ELSE since + :quarantine::interval END AS due
                              FROM block b
                             WHERE state <> 'L'
                                OR NOT EXISTS (SELECT FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash)
                        )
                        SELECT count(*) FILTER (WHERE state = 'L' AND due <= :now) AS candidates,
                               sum(stored_size) FILTER (WHERE state = 'L' AND due <= :now) AS candidate_bytes,
                               count(*) FILTER (WHERE state = 'L' AND due > :now) AS young,
                               sum(stored_size) FILTER (WHERE state = 'L' AND due > :now) AS young_bytes,
                               count(*) FILTER (WHERE state = 'C' AND due <= :now) AS condemned,
                               sum(stored_size) FILTER (WHERE state = 'C' AND due <= :now) AS condemned_bytes,
                               count(*) FILTER (WHERE state = 'Q' AND due <= :now) AS quarantined,
                               sum(stored_size) FILTER (WHERE state = 'Q' AND due <= :now) AS quarantined_bytes,
                               count(*) FILTER (WHERE state <> 'L' AND due > :now) AS waiting,
                               sum(stored_size) FILTER (WHERE state <> 'L' AND due > :now) AS waiting_bytes,
                               min(due) FILTER (WHERE due > :now) AS next_due
                          FROM b
                        """)
                .param("minAge", window.minAge().toString())
                .param("condemned", window.condemned().toString())
                .param("quarantine", window.quarantine().toString())
                .param("now", Sql.time(now))
                .query((row, n) -> read(row))
                .single();
    }

    /**
     * The figures for {@link io.holdfast.core.gc.Brake}.
     *
     * @param missingObjects live and referenced blocks whose object the caller found missing
     * @param drift how two ways to count compare
     */
    public BrakeFigures brakeFigures(long candidates, long missingObjects, Drift drift) {
        Optional<EpochRow> last = lastDone();
        boolean same = last.isEmpty()
                || Migrations.installation(database)
                        .map(Installation::incarnation)
                        .equals(last.map(EpochRow::incarnation));
        return new BrakeFigures(
                blocks(),
                candidates,
                recentCandidates(),
                missingObjects,
                drift.compared(),
                drift.disagreeing(),
                same,
                last.isEmpty() || !same);
    }

    /** Compares the stream's counts with {@code block_ref}. Only a settled stream can agree. */
    public Drift hintDrift() {
        return database.client()
                .sql("""
                        SELECT count(*), count(*) FILTER (WHERE coalesce(h.refs, 0) <> r.refs)
                          FROM (SELECT b.hash, (SELECT count(*) FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash) AS refs
                                  FROM block b) r
                          LEFT JOIN block_hint h ON h.hash = r.hash
                        """)
                .query((row, n) -> new Drift(row.getLong(1), row.getLong(2)))
                .single();
    }

    private Optional<EpochRow> lastDone() {
        return new Epochs(database, ambient)
                .recent(1000).stream()
                        .filter(epoch -> epoch.state() == EpochState.DONE)
                        .findFirst();
    }

    private long blocks() {
        return database.client()
                .sql("SELECT count(*) FROM block")
                .query(Long.class)
                .single();
    }

    private List<Long> recentCandidates() {
        return database.client()
                .sql("""
                        SELECT (stats ->> 'candidates')::bigint FROM gc_epoch
                         WHERE state = 'done' AND started_at > ? AND jsonb_exists(stats, 'candidates')
                        """)
                .param(Sql.time(ambient.now().minus(RECENT)))
                .query(Long.class)
                .list();
    }

    private Forecast read(ResultSet row) throws SQLException {
        return new Forecast(
                amount(row, "candidates", "candidate_bytes"),
                amount(row, "young", "young_bytes"),
                amount(row, "condemned", "condemned_bytes"),
                amount(row, "quarantined", "quarantined_bytes"),
                amount(row, "waiting", "waiting_bytes"),
                Sql.optionalInstant(row, "next_due"),
                intents.outstanding());
    }

    private static Amount amount(ResultSet row, String count, String bytes) throws SQLException {
        return new Amount(row.getLong(count), row.getLong(bytes));
    }

    /** On how many blocks two ways to count were compared, and on how many they differ. */
    public record Drift(long compared, long disagreeing) {
        public static final Drift NONE = new Drift(0, 0);
    }
}
