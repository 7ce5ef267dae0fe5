package io.holdfast.metadata.gc;

import io.holdfast.core.block.ObjectName;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was deleted, and how far the namespaces are: for whoever keeps the books of the collector. Changes nothing. */
public final class DeletionLog {
    private final Database database;

    public DeletionLog(Database database) {
        this.database = database;
    }

    /** Deletions of blocks (a pack is no block: its slices are told of one by one) with {@code after < done}, in order: at least {@code limit} if there are so many, and all that were done at the same moment as the last. */
    public List<Deletion> doneAfter(Instant after, int limit) {
        return database.client()
                .sql("""
                        SELECT i.hash, i.gen, i.epoch, i.reason, coalesce(t.size, i.size) AS size, i.size AS stored, i.done_at
                          FROM delete_intent i LEFT JOIN upload_ticket t ON t.gen = i.gen
                         WHERE i.done_at > ? AND i.kind <> 'P' ORDER BY i.done_at FETCH FIRST ? ROWS WITH TIES
                        """)
                .param(Sql.time(after))
                .param(limit)
                .query((row, n) -> new Deletion(
                        new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")),
                        Sql.optionalLong(row, "epoch"),
                        row.getString("reason"),
                        row.getLong("size"),
                        row.getLong("stored"),
                        Sql.instant(row, "done_at")))
                .list();
    }

    /** The number of the last reference change of every namespace, at this moment. */
    public Map<UUID, Long> refHeads() {
        return database
                .client()
                .sql("SELECT id, ref_head FROM namespace")
                .query((row, n) -> Map.entry(Sql.uuid(row, "id"), row.getLong("ref_head")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
