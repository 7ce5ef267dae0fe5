package io.holdfast.metadata.upload;

import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends uploads that nobody keeps alive, and forgets those that ended long ago. */
public final class Reaper {
    private final Database database;
    private final Ambient ambient;
    private final UploadLimits limits;

    public Reaper(Database database, Ambient ambient, UploadLimits limits) {
        this.database = database;
        this.ambient = ambient;
        this.limits = limits;
    }

    /**
     * Expires up to {@code limit} uploads whose lease or longest time is over. Their open tickets are void from this moment: a
     * put that has not been finalised cannot be any more, and its object gets a delete intent in the same transaction.
     *
     * @return how many
     */
    public int reap(int limit) {
        return database.transactions().call("reap uploads", () -> {
            Instant now = ambient.now();
            List<UUID> expired = database.client()
                    .sql("""
                            SELECT id FROM upload_session
                             WHERE state = 'O' AND (lease_until < ? OR opened_at < ?)
                             ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
                            """)
                    .param(Sql.time(now))
                    .param(Sql.time(now.minus(limits.sessionMax())))
                    .param(limit)
                    .query(UUID.class)
                    .list();
            ambient.hit("reaper.locked");
            close(database, ambient, expired, UploadState.EXPIRED);
            ambient.hit("reaper.closed");
            return expired.size();
        });
    }

    /** As {@link #reap(int)}, for the uploads of one namespace whose lease is over: the room that they hold is needed now. */
    int reap(UUID namespace) {
        return database.transactions().call("reap the uploads of a namespace", () -> {
            List<UUID> expired = database.client()
                    .sql("""
                            SELECT id FROM upload_session WHERE state = 'O' AND lease_until < ? AND namespace_id = ?
                             ORDER BY id FOR UPDATE SKIP LOCKED
                            """)
                    .param(Sql.time(ambient.now()))
                    .param(namespace)
                    .query(UUID.class)
                    .list();
            close(database, ambient, expired, UploadState.EXPIRED);
            return expired.size();
        });
    }

    /**
     * Looks after up to {@code limit} offers (see {@link Offers}) that ended longer than {@code grace} ago, once each: what was not confirmed in an
     * upload that has ended is to be deleted, and what was to be deleted is deleted once more, for the client may have written it after that.
     *
     * @param grace how long a request that began in time may take
     * @return how many
     */
    public int lapse(Duration grace, int limit) {
        return database.transactions()
                .call(
                        "look after offers",
                        () -> database.client()
                                .sql("""
                        WITH over AS (
                            SELECT t.gen, t.state FROM upload_ticket t JOIN upload_session s ON s.id = t.session_id
                             WHERE t.offered_until < ? AND (t.state <> 'O' OR s.state <> 'O')
                             ORDER BY t.gen LIMIT ? FOR UPDATE OF t SKIP LOCKED
                        ), lapsed AS (
                            UPDATE upload_ticket t
                               SET offered_until = NULL, state = CASE t.state WHEN 'O' THEN 'R' ELSE t.state END
                              FROM over WHERE t.gen = over.gen
                            RETURNING t.gen, t.domain, t.hash, over.state
                        ), again AS (
                            UPDATE delete_intent i SET done_at = NULL
                              FROM lapsed WHERE i.gen = lapsed.gen AND i.kind = 'S' AND i.done_at IS NOT NULL
                        ), fresh AS (
                            INSERT INTO delete_intent (gen, domain, hash, kind, reason, created_at)
                            SELECT gen, domain, hash, 'S', 'reaped', ? FROM lapsed WHERE state = 'O'
                        )
                        SELECT count(*) FROM lapsed
                        """)
                                .param(Sql.time(ambient.now().minus(grace)))
                                .param(limit)
                                .param(Sql.time(ambient.now()))
                                .query(Integer.class)
                                .single());
    }

    /** Removes what is left of up to {@code limit} uploads that were opened so long ago and are closed. Returns how many. */
    public int forget(Duration age, int limit) {
        return database.transactions().call("forget old uploads", () -> {
            List<UUID> old = database.client()
                    .sql("""
                            SELECT id FROM upload_session WHERE state <> 'O' AND opened_at < ?
                             ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
                            """)
                    .param(Sql.time(ambient.now().minus(age)))
                    .param(limit)
                    .query(UUID.class)
                    .list();
            for (String table : List.of(
                    "upload_ticket WHERE session_id", "upload_file WHERE session_id", "upload_session WHERE id")) {
                database.client()
                        .sql("DELETE FROM " + table + " = ANY (?)")
                        .param(Sql.uuids(old))
                        .update();
            }
            return old.size();
        });
    }

    /** The caller holds the locks of these uploads. */
    static void close(Database database, Ambient ambient, List<UUID> uploads, UploadState state) {
        new UploadRoom(database, ambient).close(uploads, state);
        database.client()
                .sql("""
                        WITH reaped AS (
                            UPDATE upload_ticket SET state = 'R' WHERE session_id = ANY (?) AND state = 'O'
                            RETURNING gen, domain, hash
                        )
                        INSERT INTO delete_intent (gen, domain, hash, kind, reason, created_at)
                        SELECT gen, domain, hash, 'S', 'reaped', ? FROM reaped
                        """)
                .param(Sql.uuids(uploads))
                .param(Sql.time(ambient.now()))
                .update();
    }
}
