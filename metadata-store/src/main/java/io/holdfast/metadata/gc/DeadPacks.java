package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredPack;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Packs of which nothing is needed any more. A slice is dead when its generation has an intent: it has no row then, and no ticket that could
 * still end as finalised, for ever. A pack may go when it is sealed, each of its slices is dead, and no row points into it. Thread safe.
 */
public final class DeadPacks {
    private static final String DEAD = """
            NOT EXISTS (SELECT FROM block b WHERE b.object_gen = :pack AND b.object_gen <> b.gen)
               AND NOT EXISTS (SELECT FROM unnest(:gens::bigint[]) s (gen)
                                WHERE NOT EXISTS (SELECT FROM delete_intent i WHERE i.gen = s.gen))
            """;

    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;

    public DeadPacks(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
    }

    /**
     * Lets the intents of dead slices say where these lie: whoever gave a put up did not know that its bytes had got into a pack. They
     * are done when the pack is. Changes no block.
     */
    public void own(long pack, Collection<Location> slices) {
        database.transactions().run("mark dead slices", () -> mark(pack, slices));
    }

    /** Whether all of these are dead and no row points into the pack. Of a pack that is still open, more may come. */
    public boolean dead(long pack, Collection<Location> slices) {
        return statement("SELECT " + DEAD, pack, slices).query(Boolean.class).single();
    }

    /**
     * Whether one of these dead slices was moved to another pack so recently. A database that is restored to a moment before that has a row that
     * points to it, so its pack must stay for as long as a block stays in quarantine. Of a dead pack the answer changes once, to no.
     */
    public boolean emptiedWithin(Duration time, Collection<Location> slices) {
        return database.client()
                .sql("""
                        SELECT EXISTS (SELECT FROM delete_intent i JOIN unnest(?::bigint[]) s (gen) ON i.gen = s.gen
                                        WHERE i.reason = 'repacked' AND i.created_at > ?)
                        """)
                .param(generations(slices))
                .param(Sql.time(ambient.now().minus(time)))
                .query(Boolean.class)
                .single();
    }

    /**
     * Permits the deletion of a pack if it is dead.
     *
     * @param slices what the sealed pack holds: sealing it has told
     * @return whether it may be deleted
     * @throws io.holdfast.core.error.HoldfastException.Conflict if another epoch has taken over
     */
    public boolean giveUp(long epoch, StoredPack pack, Collection<Location> slices) {
        return database.transactions().call("give a pack up", () -> {
            epochs.requireHolder(epoch);
            int permitted = statement("""
                            INSERT INTO delete_intent (gen, hash, kind, reason, size, epoch, created_at)
                            SELECT :pack, '', 'P', 'dead-pack', :size, :epoch, :now
                             WHERE (SELECT epoch FROM gc_lock) = :epoch AND $dead
                            ON CONFLICT (gen) DO UPDATE SET done_at = NULL
                            """.replace("$dead", DEAD), pack.generation(), slices)
                    .param("size", pack.sizeBytes())
                    .param("epoch", epoch)
                    .param("now", Sql.time(ambient.now()))
                    .update();
            ambient.hit("gc.packPermitted");
            if (permitted == 1) {
                mark(pack.generation(), slices);
            }
            return permitted == 1;
        });
    }

    /** Packs whose deletion is permitted and not done. */
    public List<Long> open() {
        return database.client()
                .sql("SELECT gen FROM delete_intent WHERE done_at IS NULL AND kind = 'P' ORDER BY gen")
                .query(Long.class)
                .list();
    }

    /**
     * The pack is gone: the store said so. Repeating it changes nothing.
     *
     * @return what went with it, and was not gone before
     */
    public Amount done(long pack) {
        return database.transactions().call("note a deleted pack", () -> {
            List<Long> sizes = database.client()
                    .sql("""
                            UPDATE delete_intent SET done_at = ?
                             WHERE gen IN (SELECT gen FROM delete_intent
                                            WHERE done_at IS NULL AND (pack = ? OR gen = ?) ORDER BY gen FOR UPDATE)
                            RETURNING CASE WHEN kind = 'P' THEN -1 ELSE size END
                            """)
                    .param(Sql.time(ambient.now()))
                    .param(pack)
                    .param(pack)
                    .query(Long.class)
                    .list();
            List<Long> slices = sizes.stream().filter(size -> size >= 0).toList();
            return new Amount(
                    slices.size(), slices.stream().mapToLong(size -> size).sum());
        });
    }

    private void mark(long pack, Collection<Location> slices) {
        statement("""
                        UPDATE delete_intent i SET kind = 'L', pack = :pack, size = s.size, done_at = NULL
                          FROM unnest(:gens::bigint[], :sizes::bigint[]) s (gen, size)
                         WHERE i.gen = s.gen AND i.kind <> 'P' AND (i.kind <> 'L' OR i.pack IS DISTINCT FROM :pack)
                        """, pack, slices)
                .param(
                        "sizes",
                        Sql.longs(slices.stream().map(Location::storedBytes).toList()))
                .update();
    }

    private StatementSpec statement(String sql, long pack, Collection<Location> slices) {
        return database.client().sql(sql).param("pack", pack).param("gens", generations(slices));
    }

    private static Object generations(Collection<Location> slices) {
        return Sql.longs(slices.stream().map(slice -> slice.name().generation()).toList());
    }
}
