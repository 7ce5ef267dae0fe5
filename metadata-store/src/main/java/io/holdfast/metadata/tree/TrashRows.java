package io.holdfast.metadata.tree;

import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.entry.Subtree;
import io.holdfast.metadata.namespace.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of the trash. The caller holds the lock of the namespace. */
final class TrashRows {
    private static final String MOVE_BYTES = Subtree.DOWN + """
            , bytes AS (
                SELECT coalesce(sum(v.size) FILTER (WHERE v.id = e.current_version), 0) AS current,
                       coalesce(sum(v.size) FILTER (WHERE v.id <> e.current_version), 0) AS older
                  FROM entry e
                  JOIN version v ON v.namespace_id = :namespace AND v.entry_id = e.id AND v.purged_at IS NULL
                 WHERE e.namespace_id = :namespace AND e.id = $down
            )
            UPDATE namespace
               SET current_bytes = current_bytes + :sign * bytes.current,
                   version_bytes = version_bytes + :sign * bytes.older,
                   trash_bytes = trash_bytes - :sign * (bytes.current + bytes.older)
              FROM bytes WHERE id = :namespace
            """.replace("$down", Subtree.ANY_DOWN);

    private final Database database;
    private final Ambient ambient;

    TrashRows(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Books what goes to the trash. What lay there already, deeper in a folder, is counted there already. */
    void giveBytes(UUID namespace, UUID entry) {
        moveBytes(namespace, entry, -1);
    }

    /** Books what comes back. What was in the trash by itself, deeper in a folder, stays there. */
    void takeBytes(UUID namespace, UUID entry) {
        moveBytes(namespace, entry, 1);
    }

    void mark(UUID namespace, UUID entryId, long seq, Actor actor) {
        database.client()
                .sql("""
                        UPDATE entry
                           SET deleted_at = ?, deleted_seq = ?, seq = ?, updated_at = ?, modified_by = ?, modified_device = ?
                         WHERE namespace_id = ? AND id = ?
                        """)
                .param(Sql.time(ambient.now()))
                .param(seq)
                .param(seq)
                .param(Sql.time(ambient.now()))
                .param(actor.accountId())
                .param(actor.deviceId().orElse(null))
                .param(namespace)
                .param(entryId)
                .update();
    }

    /** Whether a file that would come back with the entry has lost its current version, or something is a tombstone. */
    boolean isPurgeBegun(UUID namespace, UUID entry) {
        return database.client()
                .sql(Subtree.DOWN + """
                        SELECT EXISTS (SELECT FROM entry e
                                         LEFT JOIN version v ON v.namespace_id = :namespace AND v.id = e.current_version
                                        WHERE e.namespace_id = :namespace AND e.id = $down
                                          AND (v.purged_at IS NOT NULL OR e.purged_at IS NOT NULL))
                        """.replace("$down", Subtree.ANY_DOWN))
                .param("namespace", namespace)
                .param("entry", entry)
                .query(Boolean.class)
                .single();
    }

    /** Where something in the trash came from; empty if it is not in the trash. */
    Optional<Origin> origin(UUID namespace, UUID entry) {
        List<Ancestor> fromRoot = database.client()
                .sql("""
                        WITH RECURSIVE up (id, parent_id, name, deleted, height) AS (
                            SELECT e.id, e.parent_id, e.name, e.deleted_at IS NOT NULL, 0
                              FROM entry e WHERE e.namespace_id = :namespace AND e.id = :entry
                            UNION ALL
                            SELECT e.id, e.parent_id, e.name, e.deleted_at IS NOT NULL, up.height + 1
                              FROM up JOIN entry e ON e.namespace_id = :namespace AND e.id = up.parent_id
                        )
                        SELECT id, name, deleted FROM up ORDER BY height DESC
                        """)
                .param("namespace", namespace)
                .param("entry", entry)
                .query((row, n) -> new Ancestor(Sql.uuid(row, "id"), row.getString("name"), row.getBoolean("deleted")))
                .list();
        return Origin.of(fromRoot);
    }

    private void moveBytes(UUID namespace, UUID entry, int sign) {
        database.client()
                .sql(MOVE_BYTES)
                .param("namespace", namespace)
                .param("entry", entry)
                .param("sign", sign)
                .update();
    }

    /** An entry on the way from the root to what was put into the trash, or that itself. */
    record Ancestor(UUID id, String name, boolean deleted) {}

    /**
     * Where something in the trash came from.
     *
     * @param liveFolder the last folder on the way from the root that is not in the trash
     * @param gone the folders below that
     * @param path of the thing itself, through folders that are gone
     */
    record Origin(UUID liveFolder, EntryPath gone, String path) {
        static Optional<Origin> of(List<Ancestor> fromRoot) {
            int first = 0;
            while (first < fromRoot.size() && !fromRoot.get(first).deleted()) {
                first++;
            }
            if (first == 0 || first == fromRoot.size()) {
                return Optional.empty();
            }
            List<EntryName> gone = new ArrayList<>();
            StringBuilder path = new StringBuilder();
            for (int i = 1; i < fromRoot.size(); i++) {
                String name = fromRoot.get(i).name();
                path.append('/').append(name);
                if (i >= first && i < fromRoot.size() - 1) {
                    gone.add(EntryName.of(name));
                }
            }
            return Optional.of(new Origin(fromRoot.get(first - 1).id(), new EntryPath(gone), path.toString()));
        }
    }
}
