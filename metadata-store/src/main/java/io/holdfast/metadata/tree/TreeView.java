package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tree of a namespace as one transaction sees it: what was asked once, or made meanwhile, is not asked again, so that a
 * thousand paths cost as many round trips as the deepest of them has names. The caller holds the lock of the namespace and tells
 * of every entry that it makes. Belongs to one thread.
 */
public final class TreeView {
    private final Database database;
    private final UUID namespace;
    private final Tree tree;
    private final Map<UUID, Tree.Folder> folders = new HashMap<>();
    private final Map<Slot, Optional<EntryRow>> known = new HashMap<>();
    private final Set<UUID> empty = new HashSet<>();

    public TreeView(Database database, UUID namespace) {
        this.database = database;
        this.namespace = namespace;
        this.tree = new Tree(database);
    }

    /** A path, read from a folder. */
    public record Route(UUID folder, EntryPath path) {}

    /** A place for one entry: a name, case-folded, in a folder. */
    private record Slot(UUID folder, String key) {}

    /** Asks for everything that {@link #walk} and {@link #child} will want to know of these routes, level by level. */
    public void prefetch(Collection<Route> routes) {
        askFolders(routes.stream().map(Route::folder).distinct().toList());
        List<Step> steps = new ArrayList<>();
        for (Route route : routes) {
            if (folders.containsKey(route.folder())) {
                steps.add(new Step(route.folder(), route.path().names()));
            }
        }
        while (!steps.isEmpty()) {
            Set<Slot> unknown = new LinkedHashSet<>();
            steps.stream()
                    .map(Step::slot)
                    .filter(slot -> !known.containsKey(slot))
                    .forEach(unknown::add);
            ask(unknown);
            steps = steps.stream().flatMap(step -> next(step).stream()).toList();
        }
    }

    /**
     * A folder that is not in the trash.
     *
     * @throws NotFound if there is none with this id
     */
    public Tree.Folder folder(UUID id) {
        return folders.computeIfAbsent(id, asked -> tree.folder(namespace, asked));
    }

    /** What stands under this name in a folder, not counting the trash. */
    public Optional<EntryRow> child(UUID folder, EntryName name) {
        Slot slot = new Slot(folder, name.key());
        if (!known.containsKey(slot) && !empty.contains(folder)) {
            known.put(slot, tree.child(namespace, folder, name));
        }
        return known.getOrDefault(slot, Optional.empty());
    }

    /**
     * Goes down a path as far as there are folders.
     *
     * @throws Conflict if a file is in the way
     */
    public Tree.Reached walk(Tree.Folder base, EntryPath path) {
        Tree.Folder folder = base;
        for (int depth = 0; depth < path.names().size(); depth++) {
            EntryName name = path.names().get(depth);
            Optional<EntryRow> next = child(folder.id(), name);
            if (next.isEmpty()) {
                return new Tree.Reached(
                        folder,
                        new EntryPath(path.names().subList(depth, path.names().size())));
            }
            if (!next.get().isFolder()) {
                throw new Conflict("'" + folder.path().child(name) + "' is a file, so nothing can lie in it");
            }
            folder = below(folder, next.get());
        }
        return new Tree.Reached(folder, EntryPath.ROOT);
    }

    /** Tells of an entry that the transaction has made or changed, or is about to. */
    public void put(EntryRow row) {
        UUID parent = row.parentId().orElseThrow();
        known.put(new Slot(parent, EntryName.of(row.name()).key()), Optional.of(row));
    }

    /** Tells of a folder that the transaction has made. */
    public void putFolder(Tree.Folder made, UUID parent) {
        folders.put(made.id(), made);
        empty.add(made.id());
        put(EntryRow.folder(made.id(), parent, made.path().name()));
    }

    private Tree.Folder below(Tree.Folder parent, EntryRow row) {
        return folders.computeIfAbsent(
                row.id(), id -> new Tree.Folder(id, parent.path().child(EntryName.of(row.name()))));
    }

    private Optional<Step> next(Step step) {
        Optional<EntryRow> found = known.getOrDefault(step.slot(), Optional.empty());
        return step.names().size() == 1
                ? Optional.empty()
                : found.filter(EntryRow::isFolder)
                        .map(row -> new Step(
                                row.id(), step.names().subList(1, step.names().size())));
    }

    private void askFolders(List<UUID> ids) {
        database.client()
                .sql("""
                        SELECT id, live_path(namespace_id, id) AS path FROM entry
                         WHERE namespace_id = ? AND id = ANY (?) AND type = 'D'
                        """)
                .param(namespace)
                .param(Sql.uuids(ids))
                .query((row, n) -> {
                    UUID id = Sql.uuid(row, "id");
                    return Optional.ofNullable(row.getString("path"))
                            .map(path -> new Tree.Folder(id, EntryPath.parse(path)));
                })
                .list()
                .forEach(found -> found.ifPresent(folder -> folders.put(folder.id(), folder)));
    }

    private void ask(Set<Slot> slots) {
        if (slots.isEmpty()) {
            return;
        }
        slots.forEach(slot -> known.put(slot, Optional.empty()));
        database.client()
                .sql("SELECT m.key AS asked, " + Tree.COLUMNS + """
                         FROM unnest(?, ?) m (folder, key)
                         JOIN entry e ON e.namespace_id = ? AND e.parent_id = m.folder AND e.name_key = m.key
                          AND e.deleted_at IS NULL
                        """)
                .param(Sql.uuids(slots.stream().map(Slot::folder).toList()))
                .param(Sql.texts(slots.stream().map(Slot::key).toList()))
                .param(namespace)
                .query((row, n) -> known.put(
                        new Slot(Sql.uuid(row, "parent_id"), row.getString("asked")), Optional.of(Tree.read(row))))
                .list();
    }

    /** On the way down a route. */
    private record Step(UUID folder, List<EntryName> names) {
        Slot slot() {
            return new Slot(folder, names.get(0).key());
        }
    }
}
