package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Step a: gathers the blocks that somebody thinks unreferenced and that nobody touched lately. Changes no block. */
public final class Candidates {
    private static final String INSERT = """
            INSERT INTO gc_candidate (epoch, hash, source)
            SELECT :epoch, b.hash, :source FROM block b
             WHERE b.domain = 0 AND b.state = 'L' AND b.touched_at <= :cutoff AND (SELECT epoch FROM gc_lock) = :epoch
               AND $which
            ON CONFLICT DO NOTHING
            """;

    private final Database database;
    private final Ambient ambient;
    private final Epochs epochs;

    public Candidates(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.epochs = new Epochs(database, ambient);
    }

    /** Those that the stream has counted down to zero. Returns how many are new to the list. */
    public int nominateByHint(long epoch, Duration minAge) {
        return nominate(
                epoch,
                Nominator.HINT,
                minAge,
                "EXISTS (SELECT FROM block_hint h WHERE h.hash = b.hash AND h.refs = 0)");
    }

    /** Those that no row of {@code block_ref} names. */
    public int nominateByReferences(long epoch, Duration minAge) {
        return nominate(
                epoch,
                Nominator.POSTGRES,
                minAge,
                "NOT EXISTS (SELECT FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash)");
    }

    /** Those that the mark over the lake did not find; give it some thousand at a time. */
    public int nominateFromLake(long epoch, Duration minAge, Collection<BlockId> hashes) {
        return database.transactions().call("nominate candidates", () -> {
            epochs.requireHolder(epoch);
            return statement(epoch, Nominator.LAKE, minAge, "b.hash = ANY (:hashes)")
                    .param("hashes", Sql.hashes(hashes))
                    .update();
        });
    }

    /** How many there are, and what they take up. */
    public Amount count(long epoch) {
        return database.client()
                .sql("""
                        SELECT count(*), coalesce(sum(b.stored_size), 0) FROM gc_candidate c
                          JOIN block b ON b.domain = 0 AND b.hash = c.hash WHERE c.epoch = ?
                        """)
                .param(epoch)
                .query((row, n) -> new Amount(row.getLong(1), row.getLong(2)))
                .single();
    }

    private int nominate(long epoch, Nominator source, Duration minAge, String which) {
        return database.transactions().call("nominate candidates", () -> {
            epochs.requireHolder(epoch);
            return statement(epoch, source, minAge, which).update();
        });
    }

    private StatementSpec statement(long epoch, Nominator source, Duration minAge, String which) {
        return database.client()
                .sql(INSERT.replace("$which", which))
                .param("epoch", epoch)
                .param("source", source.letter())
                .param("cutoff", Sql.time(ambient.now().minus(minAge)));
    }
}
