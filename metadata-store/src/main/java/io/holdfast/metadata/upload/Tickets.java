package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The SQL of tickets and of the rows they end in. A ticket ends once: as finalised, as duplicate, or reaped. */
final class Tickets {
    private final Database database;
    private final Ambient ambient;

    Tickets(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Those of the hashes that this upload has shown the bytes of. */
    Set<BlockId> proved(UUID upload, Collection<BlockId> hashes) {
        return new HashSet<>(database.client()
                .sql("""
                        SELECT DISTINCT hash FROM upload_ticket
                         WHERE session_id = ? AND hash = ANY (?) AND state IN ('F', 'D')
                        """)
                .param(upload)
                .param(Sql.hashes(hashes))
                .query((row, n) -> Sql.hash(row, "hash"))
                .list());
    }

    /** A ticket for one attempt at each block: one that the probe made, or a fresh one. */
    Map<BlockId, Long> claim(UUID upload, Map<BlockId, Integer> wanted) {
        Map<BlockId, Long> claimed = new TreeMap<>();
        database.client()
                .sql("""
                        WITH free AS (
                            SELECT gen, row_number() OVER (PARTITION BY hash) AS place FROM (
                                SELECT gen, hash FROM upload_ticket
                                 WHERE session_id = ? AND hash = ANY (?) AND state = 'O' AND claimed_at IS NULL
                                   FOR UPDATE SKIP LOCKED) f
                        )
                        UPDATE upload_ticket t SET claimed_at = ?
                          FROM free WHERE t.gen = free.gen AND free.place = 1
                        RETURNING t.gen, t.hash
                        """)
                .param(upload)
                .param(Sql.hashes(wanted.keySet()))
                .param(Sql.time(ambient.now()))
                .query((row, n) -> claimed.put(Sql.hash(row, "hash"), row.getLong("gen")))
                .list();
        Map<BlockId, Integer> rest = new TreeMap<>(wanted);
        rest.keySet().removeAll(claimed.keySet());
        rest.keySet().forEach(hash -> claimed.put(hash, ambient.generations().getAsLong()));
        if (!rest.isEmpty()) {
            insertClaimed(upload, rest, claimed);
        }
        return claimed;
    }

    /**
     * Ends open tickets. Returns those it ended: whoever is not among them was reaped, or had ended before. Each is looked up by its key:
     * as a plain join, a plan that was made while the table was small compares every ticket of the upload with every name.
     */
    Set<Long> end(UUID upload, Map<Long, BlockId> names, char state) {
        List<Long> generations = new ArrayList<>(names.keySet());
        return new HashSet<>(database.client()
                .sql("""
                        UPDATE upload_ticket t SET state = ?
                          FROM (SELECT f.gen FROM unnest(?, ?) m (gen, hash)
                                 CROSS JOIN LATERAL (
                                       SELECT o.gen FROM upload_ticket o
                                        WHERE o.gen = m.gen AND o.hash = m.hash AND o.session_id = ? OFFSET 0) f
                                OFFSET 0) named
                         WHERE t.gen = named.gen AND t.state = 'O'
                        RETURNING t.gen
                        """)
                .param(String.valueOf(state))
                .param(Sql.longs(generations))
                .param(Sql.hashes(generations.stream().map(names::get).toList()))
                .param(upload)
                .query(Long.class)
                .list());
    }

    /** How a ticket that is not open any more has ended. */
    Finalised ended(UUID upload, long ticket) {
        String state = database.client()
                .sql("SELECT state FROM upload_ticket WHERE gen = ? AND session_id = ?")
                .param(ticket)
                .param(upload)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("upload " + upload + " has no such ticket"));
        return switch (state) {
            case "F" -> Finalised.STORED;
            case "D" -> Finalised.DUPLICATE;
            default -> Finalised.REAPED;
        };
    }

    /** As {@link #ended}. An object that was published after its ticket was reaped is to be deleted, maybe once more. */
    Finalised endedOrReopen(UUID upload, ObjectName name) {
        Finalised end = ended(upload, name.generation());
        if (end == Finalised.REAPED) {
            database.client()
                    .sql("UPDATE delete_intent SET done_at = NULL WHERE gen = ? AND hash = ?")
                    .param(name.generation())
                    .param(name.block().bytes())
                    .update();
        }
        return end;
    }

    /** Inserts live rows where there is no row. Returns the generations that made it; sorted input, so nobody waits in a ring. */
    Set<Long> insertLive(List<StoredBlock> stored) {
        Map<BlockId, StoredBlock> first = new TreeMap<>();
        stored.forEach(one -> first.putIfAbsent(one.name().block(), one));
        Collection<StoredBlock> rows = first.values();
        Set<Long> inserted = new HashSet<>(database.client()
                .sql("""
                        INSERT INTO block
                               (hash, gen, size, state, since, touched_at, object_gen, "offset", stored_size)
                        SELECT m.hash, m.gen, m.size, 'L', ?, ?, m.object, m.start, m.stored
                          FROM unnest(?, ?, ?, ?, ?, ?) m (hash, gen, size, object, start, stored) ORDER BY m.hash
                        ON CONFLICT (domain, hash) DO NOTHING
                        RETURNING gen
                        """)
                .param(Sql.time(ambient.now()))
                .param(Sql.time(ambient.now()))
                .param(Sql.hashes(rows.stream().map(one -> one.name().block()).toList()))
                .param(Sql.longs(
                        rows.stream().map(one -> one.name().generation()).toList()))
                .param(Sql.ints(rows.stream().map(StoredBlock::sizeBytes).toList()))
                .param(Sql.longs(
                        rows.stream().map(one -> one.location().object()).toList()))
                .param(Sql.longs(
                        rows.stream().map(one -> one.location().offset()).toList()))
                .param(Sql.longs(rows.stream().map(StoredBlock::storedBytes).toList()))
                .query(Long.class)
                .list());
        insertObjects(rows.stream()
                .filter(one -> inserted.contains(one.name().generation()))
                .toList());
        return inserted;
    }

    /**
     * A quarantined row whose object is not on the store is given ours. The caller has looked; the old object, or its slice, gets an
     * intent, so that it can never come back under the row.
     */
    boolean replaceLost(StoredBlock ours) {
        int replaced = database.client()
                .sql("""
                        WITH lost AS (
                            SELECT hash, gen, object_gen FROM block
                             WHERE domain = 0 AND hash = ? AND state = 'Q' FOR NO KEY UPDATE
                        ), intent AS (
                            INSERT INTO delete_intent (gen, hash, kind, pack, reason, created_at)
                            SELECT gen, hash, CASE WHEN object_gen = gen THEN 'S' ELSE 'L' END,
                                   CASE WHEN object_gen <> gen THEN object_gen END, 'lost-object', ? FROM lost
                        )
                        UPDATE block b
                           SET gen = ?, object_gen = ?, "offset" = ?, stored_size = ?, state = 'L', ver = ver + 1,
                               epoch = NULL, since = ?, touched_at = ?
                          FROM lost WHERE b.domain = 0 AND b.hash = lost.hash
                        """)
                .param(ours.name().block().bytes())
                .param(Sql.time(ambient.now()))
                .param(ours.name().generation())
                .param(ours.location().object())
                .param(ours.location().offset())
                .param(ours.storedBytes())
                .param(Sql.time(ambient.now()))
                .param(Sql.time(ambient.now()))
                .update();
        if (replaced == 1) {
            insertObjects(List.of(ours));
        }
        return replaced == 1;
    }

    /** These finalised tickets were not needed: duplicates, and their published objects are to be deleted. */
    void discard(UUID upload, List<StoredBlock> duplicates) {
        if (duplicates.isEmpty()) {
            return;
        }
        database.client()
                .sql("""
                        WITH lost AS (
                            UPDATE upload_ticket t SET state = 'D'
                              FROM (SELECT f.gen, m.object, m.stored FROM unnest(?, ?, ?) m (gen, object, stored)
                                     CROSS JOIN LATERAL (
                                           SELECT o.gen FROM upload_ticket o
                                            WHERE o.gen = m.gen AND o.session_id = ? OFFSET 0) f
                                    OFFSET 0) named
                             WHERE t.gen = named.gen AND t.state = 'F'
                            RETURNING t.gen, t.domain, t.hash, named.object, named.stored
                        )
                        INSERT INTO delete_intent (gen, domain, hash, kind, pack, reason, size, created_at)
                        SELECT gen, domain, hash, CASE WHEN object = gen THEN 'S' ELSE 'L' END,
                               CASE WHEN object <> gen THEN object END, 'lost-race', stored, ? FROM lost
                        """)
                .param(Sql.longs(
                        duplicates.stream().map(one -> one.name().generation()).toList()))
                .param(Sql.longs(
                        duplicates.stream().map(one -> one.location().object()).toList()))
                .param(Sql.longs(
                        duplicates.stream().map(StoredBlock::storedBytes).toList()))
                .param(upload)
                .param(Sql.time(ambient.now()))
                .update();
    }

    private void insertClaimed(UUID upload, Map<BlockId, Integer> rest, Map<BlockId, Long> generations) {
        database.client()
                .sql("""
                        INSERT INTO upload_ticket (gen, hash, size, session_id, state, claimed_at, created_at)
                        SELECT m.gen, m.hash, m.size, s.id, 'O', ?, ?
                          FROM unnest(?, ?, ?) m (gen, hash, size)
                          JOIN upload_session s ON s.id = ?
                        """)
                .param(Sql.time(ambient.now()))
                .param(Sql.time(ambient.now()))
                .param(Sql.longs(rest.keySet().stream().map(generations::get).toList()))
                .param(Sql.hashes(rest.keySet()))
                .param(Sql.ints(rest.values()))
                .param(upload)
                .update();
    }

    /** A pack has no row here: it is known by the rows of the blocks that lie in it, and by the intents of those that did. */
    private void insertObjects(List<StoredBlock> all) {
        List<StoredBlock> stored =
                all.stream().filter(one -> !one.location().packed()).toList();
        if (stored.isEmpty()) {
            return;
        }
        database.client()
                .sql("""
                        INSERT INTO object (gen, kind, size, created_at)
                        SELECT m.gen, 'S', m.stored, ? FROM unnest(?, ?) m (gen, stored)
                        """)
                .param(Sql.time(ambient.now()))
                .param(Sql.longs(
                        stored.stream().map(one -> one.name().generation()).toList()))
                .param(Sql.longs(stored.stream().map(StoredBlock::storedBytes).toList()))
                .update();
    }
}
