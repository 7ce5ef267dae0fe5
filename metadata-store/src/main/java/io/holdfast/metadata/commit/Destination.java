package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Tree;
import io.holdfast.metadata.tree.TreeView;
import io.holdfast.metadata.upload.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a file goes: {@code missing} are the folders that have to be made below {@code folder}. */
record Destination(Tree.Folder folder, EntryPath missing, EntryName name, Optional<EntryRow> existing) {
    Destination {
        EntryPath.parse(path(folder, missing, name).toString()); // refuses what is too long or too deep
    }

    /**
     * Where a target leads now.
     *
     * @throws NotFound if the file or the folder is not there any more
     * @throws io.holdfast.core.error.HoldfastException.Conflict if a file is in the way
     */
    static Destination of(Target target, TreeView view, Tree tree, UUID namespace) {
        if (target instanceof Target.Existing existing) {
            return ofEntry(existing.entryId(), tree, namespace);
        }
        Target.AtPath at = (Target.AtPath) target;
        Tree.Reached reached = view.walk(view.folder(at.folderId()), at.path().parent());
        Optional<EntryRow> existing = reached.rest().isRoot()
                ? view.child(reached.folder().id(), at.path().name())
                : Optional.empty();
        EntryName name =
                existing.map(row -> EntryName.of(row.name())).orElse(at.path().name());
        return new Destination(reached.folder(), reached.rest(), name, existing);
    }

    EntryPath path() {
        return path(folder, missing, name);
    }

    private static Destination ofEntry(UUID id, Tree tree, UUID namespace) {
        EntryRow entry = tree.find(namespace, id).orElseThrow(() -> new NotFound("there is no file " + id));
        EntryPath path =
                tree.livePath(namespace, id).orElseThrow(() -> new NotFound("the file " + id + " is in the trash"));
        UUID parent = entry.parentId().orElseThrow(() -> new InvalidRequest("the root is a folder"));
        Tree.Folder folder = new Tree.Folder(parent, path.parent());
        return new Destination(folder, EntryPath.ROOT, EntryName.of(entry.name()), Optional.of(entry));
    }

    private static EntryPath path(Tree.Folder folder, EntryPath missing, EntryName name) {
        List<EntryName> names = new ArrayList<>(folder.path().names());
        names.addAll(missing.names());
        names.add(name);
        return new EntryPath(names);
    }
}
