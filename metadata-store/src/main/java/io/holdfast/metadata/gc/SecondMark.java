package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Steps c and d: the fence, and what the second mark found behind it. Thread safe. */
public final class SecondMark {
    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;
    private final Blocks blocks;

    public SecondMark(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
        this.blocks = new Blocks(database, ambient);
    }

    /**
     * Step c, after everything is condemned: notes what the epoch intends (every condemned and quarantined block as it stands),
     * then, in a later snapshot, how far each namespace is.
     *
     * @throws Conflict if another epoch has taken over, or a namespace is behind the fence of an earlier epoch
     */
    public FenceVector fence(long epoch) {
        return database.transactions().call("take the fence", () -> {
            epochs.requireHolder(epoch);
            database.client().sql("""
                            INSERT INTO gc_dead (epoch, hash, gen, ver)
                            SELECT :epoch, hash, gen, ver FROM block
                             WHERE state <> 'L' AND domain = 0 AND (SELECT epoch FROM gc_lock) = :epoch
                            ON CONFLICT (epoch, hash) DO NOTHING
                            """).param("epoch", epoch).update();
            ambient.hit("gc.intended");
            requireMonotone();
            database.client().sql("""
                            UPDATE gc_epoch SET fence_vector =
                                   coalesce((SELECT jsonb_object_agg(id, ref_head) FROM namespace), '{}')
                             WHERE id = :epoch AND (SELECT epoch FROM gc_lock) = :epoch
                            """).param("epoch", epoch).update();
            ambient.hit("gc.fenced");
            return vector(epoch).orElseThrow();
        });
    }

    /** The fence that an epoch took. */
    public Optional<FenceVector> vector(long epoch) {
        Map<UUID, Long> heads = database
                .client()
                .sql("""
                        SELECT key::uuid AS id, value::bigint AS head
                          FROM gc_epoch, jsonb_each_text(fence_vector) WHERE gc_epoch.id = ?
                        """)
                .param(epoch)
                .query((row, n) -> Map.entry(Sql.uuid(row, "id"), row.getLong("head")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        boolean taken = database.client()
                        .sql("SELECT count(*) FROM gc_epoch WHERE id = ? AND fence_vector IS NOT NULL")
                        .param(epoch)
                        .query(Long.class)
                        .single()
                == 1;
        return taken ? Optional.of(new FenceVector(epoch, heads)) : Optional.empty();
    }

    /** What the epoch intends, in the order of hashes, after a hash (empty for the beginning). */
    public List<DeadBlock> intended(long epoch, Optional<BlockId> after, int limit) {
        return database.client()
                .sql("SELECT hash, gen, ver FROM gc_dead WHERE epoch = ? AND hash > ? ORDER BY hash LIMIT ?")
                .param(epoch)
                .param(after.map(BlockId::bytes).orElse(new byte[0]))
                .param(limit)
                .query((row, n) -> new DeadBlock(Sql.hash(row, "hash"), row.getLong("gen"), row.getLong("ver")))
                .list();
    }

    /**
     * Step d: a mark that covers the fence found no reference to these; they may move on. Give it some thousand at a time.
     *
     * @return how many of them the epoch intends
     */
    public int confirm(long epoch, Collection<BlockId> dead) {
        return database.transactions().call("confirm the dead", () -> {
            epochs.requireHolder(epoch);
            return database.client()
                    .sql("""
                            UPDATE gc_dead SET confirmed = true
                             WHERE epoch = :epoch AND hash = ANY (:hashes) AND (SELECT epoch FROM gc_lock) = :epoch
                            """)
                    .param("epoch", epoch)
                    .param("hashes", Sql.hashes(dead))
                    .update();
        });
    }

    /** Of what the epoch intends, those that some row of {@code block_ref} names; at most {@code limit}, with their state. */
    public List<BlockRow> referenced(long epoch, int limit) {
        return database.client()
                .sql("""
                        SELECT b.* FROM gc_dead d JOIN block b ON b.domain = 0 AND b.hash = d.hash AND b.state <> 'L'
                         WHERE d.epoch = ? AND EXISTS (SELECT FROM block_ref r WHERE r.domain = 0 AND r.hash = d.hash)
                         ORDER BY b.hash LIMIT ?
                        """)
                .param(epoch)
                .param(limit)
                .query((row, n) -> Blocks.read(row))
                .list();
    }

    /**
     * Step d: these are referenced after all. Brings them back; a quarantined one only if its object is there. A quarantined and
     * referenced block should not exist: whoever sees one in {@link #referenced} has to call an operator.
     *
     * @return how many are live now
     */
    public int resurrect(long epoch, Collection<BlockId> hashes, Predicate<Location> store) {
        Sightings sightings = new Sightings(store);
        return LookOutside.answering(
                "resurrect blocks",
                () -> database.transactions().call("resurrect blocks", () -> {
                    epochs.requireHolder(epoch);
                    return blocks.holdLive(hashes, Blocks.Pass.OWNING, sightings)
                            .size();
                }));
    }

    /**
     * Undo: brings back everything that an epoch condemned and that has not been deleted yet, whoever holds the right to collect.
     * Blocks that come back are not looked at again for the minimum age.
     *
     * @return how many are live again
     */
    public int undelete(long epoch, Predicate<Location> store) {
        int revived = 0;
        Optional<BlockId> after = Optional.empty();
        do {
            List<BlockRow> batch = notLive(epoch, after);
            List<BlockId> hashes = batch.stream().map(BlockRow::hash).toList();
            Sightings sightings = new Sightings(store);
            revived += LookOutside.answering(
                    "undelete blocks",
                    () -> database.transactions()
                            .call(
                                    "undelete blocks",
                                    () -> blocks.holdLive(hashes, Blocks.Pass.OWNING, sightings)
                                            .size()));
            after = batch.isEmpty() ? Optional.empty() : Optional.of(hashes.get(hashes.size() - 1));
        } while (after.isPresent());
        return revived;
    }

    private List<BlockRow> notLive(long epoch, Optional<BlockId> after) {
        return database.client()
                .sql("""
                        SELECT * FROM block
                         WHERE domain = 0 AND state <> 'L' AND epoch = ? AND hash > ?
                         ORDER BY hash LIMIT 500
                        """)
                .param(epoch)
                .param(after.map(BlockId::bytes).orElse(new byte[0]))
                .query((row, n) -> Blocks.read(row))
                .list();
    }

    private void requireMonotone() {
        List<UUID> behind = database.client().sql("""
                        SELECT n.id FROM namespace n,
                               (SELECT fence_vector FROM gc_epoch, server_incarnation i
                                 WHERE fence_vector IS NOT NULL AND gc_epoch.incarnation = i.incarnation
                                 ORDER BY gc_epoch.id DESC LIMIT 1) f
                         WHERE n.ref_head < (f.fence_vector ->> n.id::text)::bigint LIMIT 10
                        """).query(UUID.class).list();
        if (!behind.isEmpty()) {
            throw new Conflict("namespaces " + behind + " are behind an earlier fence: this database was set back");
        }
    }
}
