package io.holdfast.metadata.tree;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.entry.Subtree;
import java.util.UUID;

/** Appends changes that touch no reference to the journal. The caller holds the lock of the namespace. */
final class TreeJournal {
    private final Database database;
    private final Ambient ambient;

    TreeJournal(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Returns the number of the new row. */
    long append(JournalEntry change) {
        long seq = database.client()
                .sql("""
                        UPDATE namespace
                           SET head_seq = head_seq + 1,
                               longest_path = greatest(longest_path, octet_length(:path)),
                               deepest_path = greatest(deepest_path, length(:path) - length(replace(:path, '/', '')))
                         WHERE id = :namespace RETURNING head_seq
                        """)
                .param("namespace", change.namespace())
                .param("path", change.path())
                .query(Long.class)
                .single();
        EntryRow entry = change.entry();
        database.client()
                .sql("""
                        INSERT INTO journal (namespace_id, seq, action, entry_id, type, version_id, version, parent_id, name,
                                             path, old_path, size, content_hash, account_id, device_id, occurred_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(change.namespace())
                .param(seq)
                .param(change.action())
                .param(entry.id())
                .param(entry.isFolder() ? "D" : "F")
                .param(entry.currentVersion().orElse(null))
                .param(entry.version())
                .param(entry.parentId().orElse(null))
                .param(entry.name())
                .param(change.path())
                .param(change.oldPath().orElse(null))
                .param(entry.sizeBytes())
                .param(entry.contentHash().map(BlockId::bytes).orElse(null))
                .param(change.actor().accountId())
                .param(change.actor().deviceId().orElse(null))
                .param(Sql.time(ambient.now()))
                .update();
        markDirty(change.namespace());
        return seq;
    }

    /** Adds to the row of a folder's restore, in the same transaction, what came back with the folder. */
    void noteBrought(UUID namespace, long seq, UUID folder) {
        database.client()
                .sql(Subtree.DOWN + """
                        UPDATE journal SET brought = ARRAY(SELECT id FROM down WHERE id <> :entry)
                         WHERE namespace_id = :namespace AND seq = :seq
                        """)
                .param("namespace", namespace)
                .param("entry", folder)
                .param("seq", seq)
                .update();
    }

    private void markDirty(UUID namespace) {
        database.client()
                .sql("INSERT INTO dirty_namespace (namespace_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(namespace)
                .update();
    }
}
