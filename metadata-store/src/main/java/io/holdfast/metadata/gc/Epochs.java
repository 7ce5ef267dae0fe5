package io.holdfast.metadata.gc;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The right to collect: one epoch at a time holds it, by a lease. A holder that slept through its lease finds that the lock names
 * another epoch, and every statement of its own changes nothing from then on. Thread safe.
 */
public final class Epochs {
    private final Database database;
    private final Ambient ambient;

    public Epochs(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /**
     * Begins a new epoch.
     *
     * @param holder who it is, for the eyes of an operator
     * @throws Conflict if another holds a lease that is not over
     */
    public long begin(String holder, Duration lease) {
        return database.transactions().call("begin an epoch", () -> {
            Instant now = ambient.now();
            long epoch = database.client()
                    .sql("""
                            INSERT INTO gc_epoch (holder, state, started_at, incarnation)
                            SELECT ?, 'condemning', ?, incarnation FROM server_incarnation RETURNING id
                            """)
                    .param(holder)
                    .param(Sql.time(now))
                    .query(Long.class)
                    .single();
            int taken = database.client()
                    .sql("UPDATE gc_lock SET epoch = ?, lease_until = ? WHERE lease_until <= ?")
                    .param(epoch)
                    .param(Sql.time(now.plus(lease)))
                    .param(Sql.time(now))
                    .update();
            if (taken == 0) {
                throw new Conflict("another collector is running; wait for it, or for its lease to end");
            }
            database.client()
                    .sql("DELETE FROM gc_candidate WHERE epoch < ?")
                    .param(epoch)
                    .update();
            database.client()
                    .sql("DELETE FROM gc_dead WHERE epoch < ?")
                    .param(epoch)
                    .update();
            return epoch;
        });
    }

    /** @throws Conflict if another epoch has taken over */
    public void renew(long epoch, Duration lease) {
        int renewed = database.client()
                .sql("UPDATE gc_lock SET lease_until = ? WHERE epoch = ?")
                .param(Sql.time(ambient.now().plus(lease)))
                .param(epoch)
                .update();
        requireHeld(renewed == 1, epoch);
    }

    /** Notes the phase of a running epoch. */
    public void enter(long epoch, EpochState state) {
        database.transactions().run("note the phase of an epoch", () -> {
            requireHolder(epoch);
            setState(epoch, state);
        });
    }

    /** Ends an epoch and gives the right to collect back, if it still has it. */
    public void end(long epoch, EpochState state, Map<String, Long> stats) {
        database.transactions().run("end an epoch", () -> {
            setState(epoch, state);
            Map<String, Long> sorted = new TreeMap<>(stats);
            database.client()
                    .sql("""
                            UPDATE gc_epoch
                               SET ended_at = ?,
                                   stats = coalesce((SELECT jsonb_object_agg(k, v) FROM unnest(?, ?) s (k, v)), '{}')
                             WHERE id = ?
                            """)
                    .param(Sql.time(ambient.now()))
                    .param(Sql.texts(sorted.keySet()))
                    .param(Sql.longs(sorted.values()))
                    .param(epoch)
                    .update();
            database.client()
                    .sql("UPDATE gc_lock SET lease_until = '-infinity' WHERE epoch = ?")
                    .param(epoch)
                    .update();
        });
    }

    /** The last epochs, newest first. */
    public List<EpochRow> recent(int limit) {
        return database.client()
                .sql("""
                        SELECT id, holder, state, incarnation, started_at, ended_at,
                               ARRAY(SELECT jsonb_object_keys(stats) ORDER BY 1) AS keys,
                               ARRAY(SELECT (stats ->> k)::bigint FROM jsonb_object_keys(stats) k ORDER BY k) AS amounts
                          FROM gc_epoch ORDER BY id DESC LIMIT ?
                        """)
                .param(limit)
                .query((row, n) -> read(row))
                .list();
    }

    public Optional<EpochRow> latest() {
        return recent(1).stream().findFirst();
    }

    /**
     * Holds the right to collect until the transaction ends.
     *
     * @throws Conflict if another epoch has taken over
     */
    void requireHolder(long epoch) {
        boolean held = database.client()
                .sql("SELECT true FROM gc_lock WHERE epoch = ? FOR SHARE")
                .param(epoch)
                .query(Boolean.class)
                .optional()
                .isPresent();
        requireHeld(held, epoch);
        ambient.hit("gc.holderChecked");
    }

    private static void requireHeld(boolean held, long epoch) {
        if (!held) {
            throw new Conflict("epoch " + epoch + " does not hold the right to collect any more");
        }
    }

    private void setState(long epoch, EpochState state) {
        database.client()
                .sql("UPDATE gc_epoch SET state = ? WHERE id = ?")
                .param(state.word())
                .param(epoch)
                .update();
    }

    private static EpochRow read(ResultSet row) throws SQLException {
        String[] keys = (String[]) row.getArray("keys").getArray();
        Long[] amounts = (Long[]) row.getArray("amounts").getArray();
        Map<String, Long> stats = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            stats.put(keys[i], amounts[i]);
        }
        return new EpochRow(
                row.getLong("id"),
                row.getString("holder"),
                EpochState.parse(row.getString("state")),
                Sql.uuid(row, "incarnation"),
                Sql.instant(row, "started_at"),
                Sql.optionalInstant(row, "ended_at"),
                stats);
    }
}
