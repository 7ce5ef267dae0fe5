package io.holdfast.metadata.entry;

import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what happened in a namespace, as clients may see it: purges are left out. Safe for many threads. */
public final class Journal {
    private final JdbcClient jdbc;

    public Journal(Database database) {
        this.jdbc = database.client();
    }

    /** The number of the last entry, 0 if there is none. */
    public long head(UUID namespaceId) {
        return jdbc.sql("SELECT head_seq FROM namespace WHERE id = ?")
                .param(namespaceId)
                .query(Long.class)
                .single();
    }

    /** Entries with {@code afterSeq < seq}, in order. */
    public List<Change> after(UUID namespaceId, long afterSeq, int limit) {
        return jdbc.sql("""
                        SELECT namespace_id, seq, action, entry_id, type, parent_id, name, path, old_path, version, size, content_hash,
                               occurred_at, account_id, device_id, coalesce(cardinality(brought), 0) AS brought
                          FROM journal WHERE namespace_id = ? AND seq > ? AND action <> 'purged' ORDER BY seq LIMIT ?""")
                .params(namespaceId, afterSeq, limit)
                .query(Journal::change)
                .list();
    }

    /**
     * What came back with the folder that this entry restored: ids, in the order in which they are numbered.
     *
     * @param skip so many come first
     */
    public List<UUID> brought(UUID namespaceId, long seq, int skip, int limit) {
        return jdbc.sql("""
                        SELECT b.id FROM journal j, unnest(j.brought[?:?]) WITH ORDINALITY b (id, place)
                         WHERE j.namespace_id = ? AND j.seq = ? ORDER BY b.place""")
                .params(skip + 1, skip + limit, namespaceId, seq)
                .query(UUID.class)
                .list();
    }

    /** The head of each of these namespaces. */
    public Map<UUID, Long> heads(Collection<UUID> namespaceIds) {
        Map<UUID, Long> heads = new HashMap<>();
        jdbc.sql("SELECT id, head_seq FROM namespace WHERE id = ANY (?)")
                .param(Sql.uuids(namespaceIds))
                .query(row -> {
                    heads.put(Sql.uuid(row, "id"), row.getLong("head_seq"));
                });
        return heads;
    }

    /** The number of the last entry with {@code afterSeq < seq} that another than this device made; 0 if there is none. */
    public long lastOfOthers(UUID namespaceId, long afterSeq, UUID deviceId) {
        return jdbc.sql("""
                        SELECT coalesce(max(seq), 0) FROM journal
                         WHERE namespace_id = ? AND seq > ? AND action <> 'purged' AND device_id IS DISTINCT FROM ?""")
                .params(namespaceId, afterSeq, deviceId)
                .query(Long.class)
                .single();
    }

    /** When the last entry up to {@code seq} was written; empty if there is none. */
    public Optional<Instant> writtenAt(UUID namespaceId, long seq) {
        return jdbc.sql("SELECT occurred_at FROM journal WHERE namespace_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1")
                .params(namespaceId, seq)
                .query((row, n) -> Sql.instant(row, "occurred_at"))
                .optional();
    }

    /** Which life of the database this is. */
    public UUID incarnation() {
        return jdbc.sql("SELECT incarnation FROM server_incarnation")
                .query(UUID.class)
                .single();
    }

    private static Change change(ResultSet row, int n) throws SQLException {
        return new Change(
                row.getObject("namespace_id", UUID.class),
                row.getLong("seq"),
                row.getString("action"),
                row.getObject("entry_id", UUID.class),
                EntryType.ofCode(row.getString("type")),
                row.getObject("parent_id", UUID.class),
                row.getString("name"),
                row.getString("path"),
                Rows.text(row, "old_path"),
                row.getLong("version"),
                row.getLong("size"),
                Rows.hash(row, "content_hash"),
                Rows.instant(row, "occurred_at"),
                Rows.id(row, "account_id"),
                Rows.id(row, "device_id"),
                row.getInt("brought"));
    }
}
