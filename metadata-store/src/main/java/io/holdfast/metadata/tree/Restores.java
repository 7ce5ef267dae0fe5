package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.core.name.RestoreName;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Takes entries back out of the trash. Thread safe. */
public final class Restores {
    private static final int MAX_NAMES = 1000;

    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final Tree tree;
    private final Folders folders;
    private final TrashRows rows;
    private final TreeJournal journal;
    private final PathLimits limits;
    private final Placing placing;

    public Restores(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.tree = new Tree(database);
        this.folders = new Folders(database, ambient);
        this.rows = new TrashRows(database, ambient);
        this.journal = new TreeJournal(database, ambient);
        this.limits = new PathLimits(database);
        this.placing = new Placing(database, ambient);
    }

    /**
     * Puts a file, or a folder with all that went to the trash with it, back where it was: one act, one journal row, which
     * names what came back with a folder, for a device may have forgotten it or never have known it. Where a
     * folder above is gone, one of the same name is used or made, and nothing else comes back with it. If the name is taken, it
     * comes back as {@code stem (restored 2026-11-21).ext}. It need not be what was put into the trash itself: something within
     * a folder there can be restored alone.
     *
     * @return the number of the journal row
     * @throws NotFound if it is not in the trash
     * @throws Conflict if its purge has begun, or a file stands where a folder above was
     * @throws InvalidRequest if a path would be too long or too deep
     */
    public long restore(UUID namespace, UUID entryId, Actor actor) {
        return database.transactions().call("restore from the trash", () -> {
            namespaces.lock(namespace);
            EntryRow entry =
                    tree.find(namespace, entryId).filter(row -> !row.purged()).orElseThrow(() -> notInTrash(entryId));
            TrashRows.Origin origin = rows.origin(namespace, entryId).orElseThrow(() -> notInTrash(entryId));
            if (rows.isPurgeBegun(namespace, entryId)) {
                throw new Conflict("the purge of '" + entry.name() + "' has begun", entryId);
            }
            Tree.Folder folder =
                    folders.ensure(namespace, tree.folder(namespace, origin.liveFolder()), origin.gone(), actor);
            EntryName name = freeName(namespace, folder, EntryName.of(entry.name()));
            EntryPath to = folder.path().child(name);
            limits.requireFitBelow(namespace, entry, to);
            rows.takeBytes(namespace, entryId);
            long seq = journal.append(new JournalEntry(
                    namespace,
                    "restored",
                    entry.at(folder.id(), name),
                    to.toString(),
                    Optional.of(origin.path()).filter(path -> !path.equals(to.toString())),
                    actor));
            placing.place(namespace, entryId, new Placing.Place(folder.id(), name), seq, actor);
            if (entry.isFolder()) {
                journal.noteBrought(namespace, seq, entryId);
            }
            ambient.hit("restore.placed");
            return seq;
        });
    }

    private EntryName freeName(UUID namespace, Tree.Folder folder, EntryName own) {
        LocalDate day = LocalDate.ofInstant(ambient.now(), ZoneOffset.UTC);
        EntryName name = own;
        for (int attempt = 1; attempt <= MAX_NAMES; attempt++) {
            if (tree.child(namespace, folder.id(), name).isEmpty()) {
                return name;
            }
            name = RestoreName.of(own, day, attempt);
        }
        throw new Conflict("'" + folder.path().child(own) + "' was restored " + MAX_NAMES + " times today");
    }

    private static NotFound notInTrash(UUID entry) {
        return new NotFound("there is no " + entry + " in the trash");
    }
}
