package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
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
    private final TrashRows rows;

    public Trash(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.tree = new Tree(database);
        this.journal = new TreeJournal(database, ambient);
        this.rows = new TrashRows(database, ambient);
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
            rows.giveBytes(namespace, entryId);
            long seq = journal.append(
                    new JournalEntry(namespace, "deleted", entry, path.toString(), Optional.empty(), actor));
            rows.mark(namespace, entryId, seq, actor);
            ambient.hit("trash.marked");
            return seq;
        });
    }
}
