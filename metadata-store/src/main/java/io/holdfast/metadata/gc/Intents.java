package io.holdfast.metadata.gc;

import io.holdfast.core.block.ObjectName;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Step g: which objects to delete. Deleting twice, late, or by two processes at once does no harm. Thread safe. */
public final class Intents {
    private final Database database;
    private final Ambient ambient;

    public Intents(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /**
     * Intents for objects of one block that are not done, in the order of generations.
     *
     * @param after the generation of the last one seen; {@link Long#MIN_VALUE} for the beginning
     */
    public List<DeleteIntent> open(long after, int limit) {
        return database.client()
                .sql("""
                        SELECT gen, hash, reason, size, created_at FROM delete_intent
                         WHERE done_at IS NULL AND kind = 'S' AND gen > ? ORDER BY gen LIMIT ?
                        """)
                .param(after)
                .param(limit)
                .query((row, n) -> new DeleteIntent(
                        new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")),
                        row.getString("reason"),
                        row.getLong("size"),
                        Sql.instant(row, "created_at")))
                .list();
    }

    /** These objects are gone: the store said so. Repeating it changes nothing. */
    public void done(Collection<ObjectName> names) {
        List<Long> generations = names.stream().map(ObjectName::generation).toList();
        database.transactions().run("note deleted objects", () -> {
            database.client()
                    .sql("""
                            UPDATE delete_intent SET done_at = ?
                             WHERE gen IN (SELECT gen FROM delete_intent WHERE gen = ANY (?) AND done_at IS NULL
                                            ORDER BY gen FOR UPDATE)
                            """)
                    .param(Sql.time(ambient.now()))
                    .param(Sql.longs(generations))
                    .update();
            database.client()
                    .sql(
                            "DELETE FROM object o WHERE o.gen = ANY (?) AND EXISTS (SELECT FROM delete_intent i WHERE i.gen = o.gen)")
                    .param(Sql.longs(generations))
                    .update();
        });
    }

    /** What is still to be deleted. Dead slices are not: they wait for the rest of their pack. */
    public Amount outstanding() {
        return database.client()
                .sql("SELECT count(*), coalesce(sum(size), 0) FROM delete_intent WHERE done_at IS NULL AND kind <> 'L'")
                .query((row, n) -> new Amount(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Forgets intents that were done so long ago (90 days by default of its caller). Returns how many. */
    public int forget(Duration age) {
        return database.client()
                .sql("DELETE FROM delete_intent WHERE done_at < ?")
                .param(Sql.time(ambient.now().minus(age)))
                .update();
    }
}
