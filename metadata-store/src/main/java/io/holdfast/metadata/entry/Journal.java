package io.holdfast.metadata.entry;

import io.holdfast.metadata.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
                        SELECT namespace_id, seq, action, entry_id, type, path, old_path, version, size, content_hash, occurred_at,
                               account_id, device_id
                          FROM journal WHERE namespace_id = ? AND seq > ? AND action <> 'purged' ORDER BY seq LIMIT ?""")
                .params(namespaceId, afterSeq, limit)
                .query(Journal::change)
                .list();
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
                row.getString("path"),
                Rows.text(row, "old_path"),
                row.getLong("version"),
                row.getLong("size"),
                Rows.hash(row, "content_hash"),
                Rows.instant(row, "occurred_at"),
                Rows.id(row, "account_id"),
                Rows.id(row, "device_id"));
    }
}
