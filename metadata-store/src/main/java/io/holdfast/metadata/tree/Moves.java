package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import java.util.Optional;
import java.util.UUID;

/**
 * Renames and moves files and folders: one row changes and one is written into the journal, whatever a folder holds. Thread safe.
 */
public final class Moves {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final Tree tree;
    private final TreeJournal journal;
    private final PathLimits limits;
    private final Placing placing;

    public Moves(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.tree = new Tree(database);
        this.journal = new TreeJournal(database, ambient);
        this.limits = new PathLimits(database);
        this.placing = new Placing(database, ambient);
    }

    /**
     * Puts an entry where it is wanted. One that is there already is left alone and nothing is written.
     *
     * @return the number of the journal row, or of the last one of the entry if nothing changed
     * @throws NotFound if the entry, or the folder, is not there or in the trash
     * @throws InvalidRequest for the root folder, for a target that is a file, and for a path that would be too long or too deep
     * @throws Conflict if the name is taken, the folder lies within the entry, or another version is the current one
     */
    public long move(UUID namespace, UUID entryId, Move wish, Actor actor) {
        return database.transactions().call("move an entry", () -> {
            namespaces.lock(namespace);
            EntryRow entry =
                    tree.find(namespace, entryId).orElseThrow(() -> new NotFound("there is no file " + entryId));
            EntryPath from = tree.livePath(namespace, entryId)
                    .orElseThrow(() -> new NotFound("the file " + entryId + " is in the trash"));
            requireBase(entry, wish);
            Tree.Folder folder = tree.folder(namespace, wish.folderId().orElseGet(() -> parentOf(entry)));
            requireOutside(namespace, folder, entry);
            EntryName name = wish.name().orElseGet(() -> EntryName.of(entry.name()));
            EntryPath to = folder.path().child(name);
            if (to.equals(from)) {
                return placing.lastSeq(namespace, entryId);
            }
            requireFree(namespace, folder, name, entry);
            limits.requireFit(namespace, entry, from, to);
            EntryRow moved = entry.at(folder.id(), name);
            long seq = journal.append(
                    new JournalEntry(namespace, "moved", moved, to.toString(), Optional.of(from.toString()), actor));
            placing.place(namespace, entryId, new Placing.Place(folder.id(), name), seq, actor);
            ambient.hit("move.placed");
            return seq;
        });
    }

    private static UUID parentOf(EntryRow entry) {
        return entry.parentId().orElseThrow(() -> new InvalidRequest("the root folder cannot be moved or renamed"));
    }

    private static void requireBase(EntryRow entry, Move wish) {
        parentOf(entry);
        if (wish.baseVersion().isPresent() && wish.baseVersion().get() != entry.version()) {
            throw new Conflict(
                    "'" + entry.name() + "' is at version " + entry.version() + ", not "
                            + wish.baseVersion().get(),
                    entry.id());
        }
    }

    /** Under the lock of the namespace, so of two moves that cross each other the second one sees the first. */
    private void requireOutside(UUID namespace, Tree.Folder folder, EntryRow entry) {
        if (entry.isFolder() && tree.isWithin(namespace, folder.id(), entry.id())) {
            throw new Conflict("the folder '" + entry.name() + "' cannot lie in itself", entry.id());
        }
    }

    /** Its own name is free to an entry, whatever the case. */
    private void requireFree(UUID namespace, Tree.Folder folder, EntryName name, EntryRow entry) {
        Optional<EntryRow> there = tree.child(namespace, folder.id(), name);
        if (there.isEmpty() || !there.get().id().equals(entry.id())) {
            tree.requireFree(namespace, folder, name);
        }
    }
}
