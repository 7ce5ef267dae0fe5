package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.metadata.block.StoredPlaces;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Compares what PostgreSQL knows with what the store holds. Thread safe. */
public final class Inventory {
    /** An object, or a slice of a pack, that nobody knows: no row points to it, no open ticket may still write it, no intent deletes it. */
    private static final String UNKNOWN = """
            FROM unnest(:hashes::bytea[], :gens::bigint[], :objects::bigint[], :sizes::bigint[]) o (hash, gen, object, size)
             WHERE NOT EXISTS (SELECT FROM block b WHERE b.domain = 0 AND b.hash = o.hash AND b.gen = o.gen)
               AND NOT EXISTS (SELECT FROM upload_ticket t WHERE t.gen = o.gen AND t.state = 'O')
               AND NOT EXISTS (SELECT FROM delete_intent i WHERE i.gen = o.gen)
            """;

    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;

    public Inventory(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
    }

    /** Where the blocks lie that are live and referenced, in the order of hashes, after a hash (empty for the beginning). */
    public List<Location> needed(Optional<BlockId> after, int limit) {
        return database.client()
                .sql("""
                        SELECT b.* FROM block b
                         WHERE b.domain = 0 AND b.hash > ? AND b.state = 'L'
                           AND EXISTS (SELECT FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash)
                         ORDER BY b.hash LIMIT ?
                        """)
                .param(after.map(BlockId::bytes).orElse(new byte[0]))
                .param(limit)
                .query((row, n) -> StoredPlaces.read(row))
                .list();
    }

    /** Of these objects, those that nobody knows. Give it some thousand at a time. */
    public List<ObjectName> unknown(Collection<StoredObject> objects) {
        return statement("SELECT o.hash, o.gen " + UNKNOWN, objects)
                .query((row, n) -> new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")))
                .list();
    }

    /**
     * Permits the deletion of those objects that are still unknown. The caller has seen them unknown in two inventories, as far
     * apart as the safety window says: an object is written only under an open ticket, and a ticket that is closed stays so.
     */
    public Amount giveUp(long epoch, Collection<StoredObject> orphans) {
        return database.transactions().call("give orphans up", () -> {
            epochs.requireHolder(epoch);
            List<Long> sizes = statement(
                            "INSERT INTO delete_intent (gen, domain, hash, kind, pack, reason, size, epoch, created_at) "
                                    + "SELECT o.gen, 0, o.hash, CASE WHEN o.object = o.gen THEN 'S' ELSE 'L' END, "
                                    + "CASE WHEN o.object <> o.gen THEN o.object END, 'orphan', o.size, :epoch, :now "
                                    + UNKNOWN
                                    + " ON CONFLICT DO NOTHING RETURNING size",
                            orphans)
                    .param("epoch", epoch)
                    .param("now", Sql.time(ambient.now()))
                    .query(Long.class)
                    .list();
            return new Amount(
                    sizes.size(), sizes.stream().mapToLong(size -> size).sum());
        });
    }

    private StatementSpec statement(String sql, Collection<StoredObject> objects) {
        return database.client()
                .sql(sql)
                .param(
                        "hashes",
                        Sql.hashes(objects.stream()
                                .map(object -> object.name().block())
                                .toList()))
                .param(
                        "gens",
                        Sql.longs(objects.stream()
                                .map(object -> object.name().generation())
                                .toList()))
                .param(
                        "objects",
                        Sql.longs(objects.stream()
                                .map(object -> object.location().object())
                                .toList()))
                .param(
                        "sizes",
                        Sql.longs(objects.stream()
                                .map(StoredObject::storedSizeBytes)
                                .toList()));
    }
}
