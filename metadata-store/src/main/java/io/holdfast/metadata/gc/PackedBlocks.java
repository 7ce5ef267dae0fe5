package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Blocks whose bytes are slices of packs: how much of each pack they need, and how their rows move to copies of these bytes. A row moves
 * in whatever state it is and keeps it; its old slice is dead from the same moment on. Thread safe.
 */
public final class PackedBlocks {
    private static final String MOVES = """
            FROM unnest(:hashes::bytea[], :gens::bigint[], :vers::bigint[], :packs::bigint[], :sizes::bigint[],
                        :newGens::bigint[], :objects::bigint[], :starts::bigint[], :stored::bigint[])
                 m (hash, gen, ver, pack, size, new_gen, object, start, stored)
            """;

    private static final String UNCHANGED = """
            b.domain = 0 AND b.hash = m.hash AND b.gen = m.gen AND b.ver = m.ver AND b.object_gen = m.pack
               AND (SELECT epoch FROM gc_lock) = :epoch
            """;

    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;

    public PackedBlocks(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
    }

    /** What is known of each pack that holds something needed or something dead, by its generation. Reads an entry for each slice. */
    public Map<Long, PackUse> uses() {
        Map<Long, PackUse> uses = new HashMap<>();
        database.client().sql("""
                        SELECT pack, coalesce(n.bytes, 0) AS needed, coalesce(d.bytes, 0) AS dead
                          FROM (SELECT object_gen AS pack, sum(stored_size) AS bytes FROM block
                                 WHERE object_gen <> gen GROUP BY object_gen) n
                          FULL JOIN (SELECT pack, sum(size) AS bytes FROM delete_intent
                                      WHERE pack IS NOT NULL AND done_at IS NULL GROUP BY pack) d USING (pack)
                        """).query(row -> {
            uses.put(row.getLong("pack"), new PackUse(row.getLong("needed"), row.getLong("dead")));
        });
        return uses;
    }

    /** The rows that point into a pack, in the order of hashes, after a hash (empty for the beginning). No lock, so they may change at once. */
    public List<BlockRow> in(long pack, Optional<BlockId> after, int limit) {
        return database.client()
                .sql("SELECT " + Blocks.COLUMNS + """
                          FROM block
                         WHERE object_gen = :pack AND object_gen <> gen AND domain = 0 AND hash > :after
                         ORDER BY hash LIMIT :limit
                        """)
                .param("pack", pack)
                .param("after", after.map(BlockId::bytes).orElse(new byte[0]))
                .param("limit", limit)
                .query((row, n) -> Blocks.read(row))
                .list();
    }

    /**
     * Lets rows point to copies of their bytes, in one transaction with the intents of their old slices. Passes over a row that somebody holds
     * and one that has changed since it was read: the copy that was made for it is dead at once. So every copy belongs to a row or has an intent
     * once this returns; after an exception it may be an orphan, which the orphan sweep knows what to do with.
     *
     * @param moves durable copies, some hundred at a time
     * @return the copies that rows point to now
     * @throws io.holdfast.core.error.HoldfastException.Conflict if another epoch has taken over; nothing has moved
     */
    public Amount move(long epoch, Collection<SliceMove> moves) {
        return database.transactions().call("move slices", () -> {
            epochs.requireHolder(epoch);
            Set<BlockId> locked = lock(epoch, moves);
            ambient.hit("repack.locked");
            Map<Long, Long> moved = point(
                    epoch,
                    moves.stream()
                            .filter(move -> locked.contains(move.from().hash()))
                            .toList());
            ambient.hit("repack.pointed");
            giveUp(
                    epoch,
                    moves.stream()
                            .filter(move -> !moved.containsKey(move.to().name().generation()))
                            .toList());
            return new Amount(
                    moved.size(),
                    moved.values().stream().mapToLong(size -> size).sum());
        });
    }

    /** In the order of hashes, as everywhere, and never waiting for a commit. */
    private Set<BlockId> lock(long epoch, Collection<SliceMove> moves) {
        return new HashSet<>(statement("""
                        SELECT b.hash $moves JOIN block b ON $unchanged
                         ORDER BY b.hash FOR NO KEY UPDATE OF b SKIP LOCKED
                        """, epoch, moves)
                .query((row, n) -> Sql.hash(row, "hash"))
                .list());
    }

    /** Looks once more, in a snapshot taken after the locks. Returns the generations that are rows' now, and what each takes on the store. */
    private Map<Long, Long> point(long epoch, Collection<SliceMove> moves) {
        Map<Long, Long> moved = new HashMap<>();
        statement("""
                        WITH moved AS (
                            UPDATE block b SET gen = m.new_gen, object_gen = m.object, "offset" = m.start, stored_size = m.stored,
                                               ver = b.ver + 1, last_verified = NULL
                              $moves
                             WHERE $unchanged AND NOT EXISTS (SELECT FROM delete_intent i WHERE i.gen = m.new_gen)
                            RETURNING m.*
                        ), dead AS (
                            INSERT INTO delete_intent (gen, hash, kind, pack, reason, size, epoch, created_at)
                            SELECT gen, hash, 'L', pack, 'repacked', size, :epoch, :now FROM moved
                        ), objects AS (
                            INSERT INTO object (gen, kind, size, created_at)
                            SELECT new_gen, 'S', stored, :now FROM moved WHERE object = new_gen
                        )
                        SELECT new_gen, stored FROM moved
                        """, epoch, moves).param("now", Sql.time(ambient.now())).query(row -> {
            moved.put(row.getLong("new_gen"), row.getLong("stored"));
        });
        return moved;
    }

    /** Nobody knows these generations but us, so no row and no ticket can ever have one of them. */
    private void giveUp(long epoch, Collection<SliceMove> copies) {
        statement("""
                        INSERT INTO delete_intent (gen, hash, kind, pack, reason, size, epoch, created_at)
                        SELECT new_gen, hash, CASE WHEN object = new_gen THEN 'S' ELSE 'L' END,
                               CASE WHEN object <> new_gen THEN object END, 'lost-race', stored, :epoch, :now
                          $moves WHERE (SELECT epoch FROM gc_lock) = :epoch
                        ON CONFLICT (gen) DO NOTHING
                        """, epoch, copies).param("now", Sql.time(ambient.now())).update();
    }

    private StatementSpec statement(String sql, long epoch, Collection<SliceMove> moves) {
        return database.client()
                .sql(sql.replace("$moves", MOVES).replace("$unchanged", UNCHANGED))
                .param("epoch", epoch)
                .param("hashes", Sql.hashes(values(moves, move -> move.from().hash())))
                .param("gens", Sql.longs(values(moves, move -> move.from().gen())))
                .param("vers", Sql.longs(values(moves, move -> move.from().ver())))
                .param(
                        "packs",
                        Sql.longs(values(moves, move -> move.from().location().object())))
                .param(
                        "sizes",
                        Sql.longs(values(moves, move -> move.from().location().storedBytes())))
                .param(
                        "newGens",
                        Sql.longs(values(moves, move -> move.to().name().generation())))
                .param("objects", Sql.longs(values(moves, move -> move.to().object())))
                .param("starts", Sql.longs(values(moves, move -> move.to().offset())))
                .param("stored", Sql.longs(values(moves, move -> move.to().storedBytes())));
    }

    private static <T> List<T> values(Collection<SliceMove> moves, Function<SliceMove, T> value) {
        return moves.stream().map(value).toList();
    }
}
