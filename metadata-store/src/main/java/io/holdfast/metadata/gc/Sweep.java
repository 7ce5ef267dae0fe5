package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps b, e and f: the three moves at the end of a block's life. Each works in batches, each batch in a transaction of its own:
 * lock the rows (passing over those that a commit holds), then look once more, in a snapshot taken after the locks, whether
 * anything refers to them. Nothing here is safe because time has passed. Thread safe.
 */
public final class Sweep {
    private static final int BATCH = 500;

    /** Only what this epoch intends, what the second mark confirmed, and what has not moved since the fence. */
    private static final String INTENDED = """
            FROM gc_dead d JOIN block b ON b.domain = 0 AND b.hash = d.hash AND b.gen = d.gen AND b.ver = d.ver
             WHERE d.epoch = :epoch AND d.confirmed AND b.since <= :cutoff AND d.hash > :after
               AND (SELECT epoch FROM gc_lock) = :epoch
            """;

    private static final String UNREFERENCED = """
            NOT EXISTS (SELECT FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash)
            AND (SELECT epoch FROM gc_lock) = :epoch
            """;

    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;

    public Sweep(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
    }

    /** Step b: condemns the candidates of an epoch that nothing refers to. */
    public Amount condemn(long epoch, Duration minAge) {
        return inBatches("condemn blocks", epoch, minAge, new Move("gc.condemned", """
                SELECT b.hash FROM gc_candidate c JOIN block b ON b.domain = 0 AND b.hash = c.hash
                 WHERE c.epoch = :epoch AND c.hash > :after AND b.state = 'L' AND b.touched_at <= :cutoff
                   AND (SELECT epoch FROM gc_lock) = :epoch
                 ORDER BY b.hash LIMIT :limit FOR UPDATE OF b SKIP LOCKED
                """, """
                UPDATE block b SET state = 'C', ver = ver + 1, epoch = :epoch, since = :now
                 WHERE b.domain = 0 AND b.hash = ANY (:hashes) AND b.state = 'L' AND $unreferenced
                RETURNING b.stored_size
                """));
    }

    /** Step e: quarantines what was condemned long enough ago and confirmed dead by the second mark. */
    public Amount quarantine(long epoch, Duration condemned) {
        return inBatches("quarantine blocks", epoch, condemned, new Move("gc.quarantined", """
                SELECT b.hash $intended AND b.state = 'C' ORDER BY b.hash LIMIT :limit FOR UPDATE OF b SKIP LOCKED
                """, """
                WITH moved AS (
                    UPDATE block b SET state = 'Q', ver = b.ver + 1, since = :now
                      FROM gc_dead d
                     WHERE b.domain = 0 AND b.hash = ANY (:hashes) AND b.state = 'C' AND d.epoch = :epoch AND d.confirmed
                       AND d.hash = b.hash AND d.gen = b.gen AND d.ver = b.ver AND $unreferenced
                    RETURNING b.hash, b.ver, b.stored_size
                )
                UPDATE gc_dead d SET ver = moved.ver FROM moved WHERE d.epoch = :epoch AND d.hash = moved.hash
                RETURNING moved.stored_size
                """));
    }

    /**
     * Step f, the irrevocable one: removes the rows of what was quarantined long enough ago and is confirmed dead by this epoch's
     * second mark, and leaves the permission to delete their objects, in one transaction.
     */
    public Amount delete(long epoch, Duration quarantined) {
        return inBatches("delete blocks", epoch, quarantined, new Move("gc.deleted", """
                SELECT b.hash $intended AND b.state = 'Q' ORDER BY b.hash LIMIT :limit FOR UPDATE OF b SKIP LOCKED
                """, """
                WITH gone AS (
                    DELETE FROM block b USING gc_dead d
                     WHERE b.domain = 0 AND b.hash = ANY (:hashes) AND b.state = 'Q' AND d.epoch = :epoch AND d.confirmed
                       AND d.hash = b.hash AND d.gen = b.gen AND d.ver = b.ver AND $unreferenced
                    RETURNING b.gen, b.domain, b.hash, b.object_gen, b.stored_size
                )
                INSERT INTO delete_intent (gen, domain, hash, kind, pack, reason, size, epoch, created_at)
                SELECT gen, domain, hash, CASE WHEN object_gen = gen THEN 'S' ELSE 'L' END,
                       CASE WHEN object_gen <> gen THEN object_gen END, 'swept', stored_size, :epoch, :now
                  FROM gone
                RETURNING size
                """));
    }

    private Amount inBatches(String act, long epoch, Duration wait, Move move) {
        Instant cutoff = ambient.now().minus(wait);
        Amount total = Amount.ZERO;
        Optional<byte[]> after = Optional.of(new byte[0]);
        while (after.isPresent()) {
            byte[] from = after.get();
            Step step = database.transactions().call(act, () -> batch(epoch, cutoff, from, move));
            total = total.add(step.moved());
            after = step.last();
        }
        return total;
    }

    private Step batch(long epoch, Instant cutoff, byte[] after, Move move) {
        epochs.requireHolder(epoch);
        List<BlockId> locked = database.client()
                .sql(move.lock().replace("$intended", INTENDED))
                .params(Map.of("epoch", epoch, "cutoff", Sql.time(cutoff), "after", after, "limit", BATCH))
                .query((row, n) -> Sql.hash(row, "hash"))
                .list();
        ambient.hit(move.point() + ".locked");
        if (locked.isEmpty()) {
            return new Step(Amount.ZERO, Optional.empty());
        }
        List<Long> sizes = database.client()
                .sql(move.change().replace("$unreferenced", UNREFERENCED))
                .params(Map.of("epoch", epoch, "hashes", Sql.hashes(locked), "now", Sql.time(ambient.now())))
                .query(Long.class)
                .list();
        ambient.hit(move.point());
        Amount moved =
                new Amount(sizes.size(), sizes.stream().mapToLong(size -> size).sum());
        return new Step(moved, Optional.of(locked.get(locked.size() - 1).bytes()));
    }

    /** How to lock the next rows, and what to do to those that are still unreferenced. */
    private record Move(String point, String lock, String change) {}

    private record Step(Amount moved, Optional<byte[]> last) {}
}
