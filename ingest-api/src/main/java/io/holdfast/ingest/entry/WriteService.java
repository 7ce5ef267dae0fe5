package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Fields;
import io.holdfast.ingest.relay.JournalSignal;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.tree.Folders;
import io.holdfast.metadata.tree.Moves;
import io.holdfast.metadata.tree.Trash;
import io.holdfast.metadata.tree.Tree;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Changes to the tree that move no bytes. */
@Service
class WriteService {
    private final Access access;
    private final Folders folders;
    private final Moves moves;
    private final Trash trash;
    private final Clashes clashes;
    private final JournalSignal signal;

    WriteService(Access access, Folders folders, Moves moves, Trash trash, Clashes clashes, JournalSignal signal) {
        this.access = access;
        this.folders = folders;
        this.moves = moves;
        this.trash = trash;
        this.clashes = clashes;
        this.signal = signal;
    }

    FileView createFolder(Caller caller, NewFolder request) {
        Entry base = access.folder(caller, request.folderOrRoot());
        EntryPath path = pathOf(request);
        String written = request.path() == null ? "name" : "path";
        Tree.Folder made = Fields.written(
                "path",
                written,
                () -> clashes.shown(
                        base.namespaceId(), () -> folders.create(base.namespaceId(), base.id(), path, caller.actor())));
        signal.raise();
        return FileView.of(access.readable(caller, made.id()));
    }

    FileView move(Caller caller, UUID id, MoveRequest request) {
        Entry entry = access.writable(caller, id);
        if (request.parentFolderId() != null) {
            access.writable(caller, request.parentFolderId());
        }
        String written = request.name() == null ? "parent_folder_id" : "name";
        Fields.written(
                "path",
                written,
                () -> clashes.shown(
                        entry.namespaceId(),
                        () -> moves.move(entry.namespaceId(), entry.id(), request.move(), caller.actor())));
        signal.raise();
        return FileView.of(access.readable(caller, id));
    }

    void delete(Caller caller, UUID id) {
        Entry entry = access.writable(caller, id);
        trash.delete(entry.namespaceId(), entry.id(), caller.actor());
        signal.raise();
    }

    private static EntryPath pathOf(NewFolder request) {
        String text = request.path();
        EntryPath path = text != null
                ? EntryPath.parse(text)
                : new EntryPath(List.of(EntryName.of(String.valueOf(request.name()))));
        if (path.isRoot()) {
            throw new InvalidRequest("path", "the root folder is there already");
        }
        return path;
    }
}
