package io.holdfast.metadata.namespace;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The roots of trees. Whoever changes a tree or its accounts holds the lock of its namespace, taken before any other. */
public final class Namespaces {
    private static final String COLUMNS =
            "id, owner_id, root_id, profile, quota_bytes, current_bytes, version_bytes, trash_bytes, head_seq, ref_head";

    private final Database database;
    private final Ambient ambient;

    public Namespaces(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Makes the namespace and its root folder; takes part in the caller's transaction if there is one. */
    public void create(NewNamespace made) {
        database.transactions().run("create a namespace", () -> {
            database.client()
                    .sql("""
                            INSERT INTO namespace (id, owner_id, root_id, profile, quota_bytes, created_at)
                            VALUES (?, ?, ?, ?, ?, ?)
                            """)
                    .param(made.id())
                    .param(made.ownerId())
                    .param(made.rootId())
                    .param(made.chunkingProfile())
                    .param(made.quotaBytes())
                    .param(Sql.time(ambient.now()))
                    .update();
            database.client()
                    .sql("""
                            INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at,
                                               modified_by, seq)
                            VALUES (?, ?, NULL, '', '', 'D', ?, ?, ?, 0)
                            """)
                    .param(made.id())
                    .param(made.rootId())
                    .param(Sql.time(ambient.now()))
                    .param(Sql.time(ambient.now()))
                    .param(made.ownerId())
                    .update();
        });
    }

    public Optional<NamespaceRow> find(UUID id) {
        return select("WHERE id = ?", id);
    }

    /** The namespaces of one owner, oldest first. */
    public List<NamespaceRow> ownedBy(UUID accountId) {
        return database.client()
                .sql("SELECT " + COLUMNS + " FROM namespace WHERE owner_id = ? ORDER BY created_at, id")
                .param(accountId)
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * Takes the lock of the namespace until the transaction ends, before any other lock.
     *
     * @throws NotFound if there is no such namespace
     */
    public NamespaceRow lock(UUID id) {
        NamespaceRow row =
                select("WHERE id = ? FOR UPDATE", id).orElseThrow(() -> new NotFound("there is no namespace " + id));
        ambient.hit("namespace.locked");
        return row;
    }

    private Optional<NamespaceRow> select(String which, UUID id) {
        return database.client()
                .sql("SELECT " + COLUMNS + " FROM namespace " + which)
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    private static NamespaceRow read(ResultSet row) throws SQLException {
        return new NamespaceRow(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "owner_id"),
                Sql.uuid(row, "root_id"),
                row.getString("profile"),
                row.getLong("quota_bytes"),
                row.getLong("current_bytes"),
                row.getLong("version_bytes"),
                row.getLong("trash_bytes"),
                row.getLong("head_seq"),
                row.getLong("ref_head"));
    }
}
