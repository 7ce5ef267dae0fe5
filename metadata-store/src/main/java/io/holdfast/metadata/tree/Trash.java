package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import java.util.Optional;
import java.util.UUID;

/** Puts entries into the trash. Thread safe. */
public final class Trash {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final Tree tree;
    private final TreeJournal journal;

    public Trash(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.tree = new Tree(database);
        this.journal = new TreeJournal(database, ambient);
    }

    /**
     * Puts a file, or a folder with all that lies in it, into the trash: one act, one journal row.
     *
     * @return the number of the journal row
     * @throws NotFound if it is not there, or in the trash already
     * @throws InvalidRequest for the root folder
     */
    public long delete(UUID namespace, UUID entryId, Actor actor) {
        return database.transactions().call("delete to the trash", () -> {
            namespaces.lock(namespace);
            EntryRow entry =
                    tree.find(namespace, entryId).orElseThrow(() -> new NotFound("there is no file " + entryId));
            EntryPath path = tree.livePath(namespace, entryId)
                    .orElseThrow(() -> new NotFound("the file " + entryId + " is in the trash"));
            if (path.isRoot()) {
                throw new InvalidRequest("the root folder cannot be deleted");
            }
            moveBytes(namespace, entryId);
            long seq = journal.append(
                    new JournalEntry(namespace, "deleted", entry, path.toString(), Optional.empty(), actor));
            mark(namespace, entryId, seq, actor);
            ambient.hit("trash.marked");
            return seq;
        });
    }

    /** What lay in the trash already, deeper in a folder, is counted there already. */
    private void moveBytes(UUID namespace, UUID entryId) {
        database.client()
                .sql("""
                        WITH RECURSIVE down AS (
                            SELECT id FROM entry WHERE namespace_id = :namespace AND id = :entry
                            UNION ALL
                            SELECT e.id FROM down
                              JOIN entry e ON e.namespace_id = :namespace AND e.parent_id = down.id AND e.deleted_at IS NULL
                        ), bytes AS (
                            SELECT coalesce(sum(v.size) FILTER (WHERE v.id = e.current_version), 0) AS current,
                                   coalesce(sum(v.size) FILTER (WHERE v.id <> e.current_version), 0) AS older
                              FROM down
                              JOIN entry e ON e.namespace_id = :namespace AND e.id = down.id
                              JOIN version v ON v.namespace_id = :namespace AND v.entry_id = e.id AND v.purged_at IS NULL
                        )
                        UPDATE namespace
                           SET current_bytes = current_bytes - bytes.current, version_bytes = version_bytes - bytes.older,
                               trash_bytes = trash_bytes + bytes.current + bytes.older
                          FROM bytes WHERE id = :namespace
                        """)
                .param("namespace", namespace)
                .param("entry", entryId)
                .update();
    }

    private void mark(UUID namespace, UUID entryId, long seq, Actor actor) {
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
}
