package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.Namespaces;
import java.util.Optional;
import java.util.UUID;

/** Makes folders. Thread safe. */
public final class Folders {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;
    private final Tree tree;
    private final TreeJournal journal;

    public Folders(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
        this.tree = new Tree(database);
        this.journal = new TreeJournal(database, ambient);
    }

    /**
     * Makes the folder at this path below {@code base}, and those above it.
     *
     * @throws NotFound if {@code base} is not there
     * @throws Conflict if something is there already under the last name, or a file in the way
     */
    public Tree.Folder create(UUID namespace, UUID base, EntryPath path, Actor actor) {
        return database.transactions().call("create a folder", () -> {
            namespaces.lock(namespace);
            Tree.Folder parent = ensure(namespace, tree.folder(namespace, base), path.parent(), actor);
            tree.requireFree(namespace, parent, path.name());
            return make(namespace, parent, path.name(), actor);
        });
    }

    /** The folder at this path, made where it is not there. The caller holds the lock of the namespace. */
    public Tree.Folder ensure(UUID namespace, Tree.Folder base, EntryPath path, Actor actor) {
        Tree.Folder folder = base;
        for (EntryName name : path.names()) {
            Tree.Folder parent = folder;
            folder = tree.subfolder(namespace, parent, name).orElseGet(() -> make(namespace, parent, name, actor));
        }
        return folder;
    }

    /** Makes a folder under a name that the caller, who holds the lock of the namespace, has found free. */
    public Tree.Folder make(UUID namespace, Tree.Folder parent, EntryName name, Actor actor) {
        Tree.Folder made = new Tree.Folder(ambient.newId(), parent.path().child(name));
        EntryRow row = EntryRow.folder(made.id(), parent.id(), name);
        long seq = journal.append(
                new JournalEntry(namespace, "created", row, made.path().toString(), Optional.empty(), actor));
        database.client()
                .sql("""
                        INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at,
                                           modified_by, modified_device, seq)
                        VALUES (?, ?, ?, ?, ?, 'D', ?, ?, ?, ?, ?)
                        """)
                .param(namespace)
                .param(made.id())
                .param(parent.id())
                .param(name.value())
                .param(name.key())
                .param(Sql.time(ambient.now()))
                .param(Sql.time(ambient.now()))
                .param(actor.accountId())
                .param(actor.deviceId().orElse(null))
                .param(seq)
                .update();
        return made;
    }
}
