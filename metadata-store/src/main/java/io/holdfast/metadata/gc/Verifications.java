package io.holdfast.metadata.gc;

import io.holdfast.core.block.ObjectName;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** When each block was last read again and found good. Changes nothing else of a block, so no epoch minds. Thread safe. */
public final class Verifications {
    /** Blocks are locked in the order of their hashes, as everywhere; one that has another object by now is passed over. */
    private static final String NOTE = """
            WITH good AS (
                SELECT b.domain, b.hash
                  FROM block b JOIN unnest(:hashes::bytea[], :gens::bigint[]) o (hash, gen)
                    ON b.domain = 0 AND b.hash = o.hash AND b.gen = o.gen
                 ORDER BY b.domain, b.hash FOR NO KEY UPDATE OF b)
            UPDATE block b SET last_verified = greatest(b.last_verified, :at)
              FROM good WHERE b.domain = good.domain AND b.hash = good.hash
            """;

    private final Database database;

    public Verifications(Database database) {
        this.database = database;
    }

    /** Notes that these objects were good at that time; a later time stays. Give it some thousand at a time. Returns how many. */
    public int note(Collection<ObjectName> good, Instant at) {
        return database.transactions()
                .call(
                        "note verified blocks",
                        () -> database.client()
                                .sql(NOTE)
                                .param(
                                        "hashes",
                                        Sql.hashes(good.stream()
                                                .map(ObjectName::block)
                                                .toList()))
                                .param(
                                        "gens",
                                        Sql.longs(good.stream()
                                                .map(ObjectName::generation)
                                                .toList()))
                                .param("at", Sql.time(at))
                                .update());
    }

    /** How many blocks were never verified since they were stored. */
    public long lacking() {
        return database.client()
                .sql("SELECT count(*) FROM block WHERE domain = 0 AND last_verified IS NULL")
                .query(Long.class)
                .single();
    }

    /** The time of the block that was verified longest ago, of those that ever were. */
    public Optional<Instant> oldest() {
        return database.client()
                .sql("SELECT min(last_verified) AS oldest FROM block WHERE domain = 0")
                .query((row, n) -> Sql.optionalInstant(row, "oldest"))
                .single();
    }
}
