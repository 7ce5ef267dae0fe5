package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.name.ConflictName;
import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.commit.Attempt.Held;
import io.holdfast.metadata.commit.CommitRows.Write;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Failed;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.namespace.NamespaceRow;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Folders;
import io.holdfast.metadata.tree.Tree;
import io.holdfast.metadata.tree.TreeView;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadRoom;
import io.holdfast.metadata.upload.UploadRows;
import io.holdfast.metadata.upload.UploadState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The commit step by step, within one transaction: locks the namespace, the upload and every block, in this order, then decides
 * file by file and writes many at once. Decides everything that the fast path leaves alone. The round trips of a batch grow with
 * the folders that it makes and with its conflicts, not with its files.
 */
final class SlowCommit {
    private static final int MAX_COPY_NAMES = 1000;

    private final Database database;
    private final Ambient ambient;
    private final Evidence evidence;
    private final Namespaces namespaces;
    private final UploadRows uploads;
    private final UploadRoom room;
    private final Blocks blocks;
    private final Tree tree;
    private final Folders folders;
    private final CommitRows rows;

    SlowCommit(Database database, Ambient ambient, Evidence evidence) {
        this.database = database;
        this.ambient = ambient;
        this.evidence = evidence;
        this.namespaces = new Namespaces(database, ambient);
        this.uploads = new UploadRows(database, ambient);
        this.room = new UploadRoom(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.tree = new Tree(database);
        this.folders = new Folders(database, ambient);
        this.rows = new CommitRows(database, ambient);
    }

    CommitAnswer commit(
            CommitUpload request, Upload seen, List<FileRequest> files, Sightings sightings, Comparisons comparisons) {
        NamespaceRow namespace = namespaces.lock(seen.namespaceId());
        Upload upload = uploads.lock(seen.id());
        SortedMap<Integer, FileResult> results = new TreeMap<>(rows.done(upload.id()));
        if (upload.state() == UploadState.COMMITTED) {
            return new CommitAnswer(upload.id(), results.values());
        }
        UploadRows.requireOpen(upload);
        SortedMap<Integer, FileRequest> open = new TreeMap<>();
        for (int index = 0; index < files.size(); index++) {
            if (!results.containsKey(index)) {
                open.put(index, files.get(index));
            }
        }
        Held held = new Held(request, namespace, upload, hold(request, open.values(), sightings));
        Pending pending = new Pending(rows, upload, done -> results.put(done.index(), done));
        Attempt attempt = new Attempt(held, comparisons, viewOf(upload, open.values()), pending, results);
        open.forEach((index, file) -> one(attempt, index, file));
        comparisons.requireAnswered();
        pending.flush();
        ambient.hit("commit.afterRefs");
        end(upload, files, results);
        ambient.hit("commit.beforeEnd");
        return new CommitAnswer(upload.id(), results.values());
    }

    /** An upload with a file that failed stays open, and holds room for such files alone. */
    private void end(Upload upload, List<FileRequest> files, SortedMap<Integer, FileResult> results) {
        List<FileRequest> failed = results.entrySet().stream()
                .filter(result -> !(result.getValue() instanceof Done))
                .map(result -> files.get(result.getKey()))
                .toList();
        if (failed.isEmpty()) {
            room.close(List.of(upload.id()), UploadState.COMMITTED);
        } else {
            room.resize(upload, FileRequest.totalBytes(failed));
        }
    }

    /** One pass over the blocks of all files that are still to be committed. */
    private Map<BlockId, BlockRow> hold(CommitUpload request, Collection<FileRequest> open, Sightings sightings) {
        SortedSet<BlockId> cited = new TreeSet<>();
        open.forEach(file -> cited.addAll(file.manifest().distinct().keySet()));
        return blocks.holdLive(
                evidence.of(request.uploadId(), request.readable(), cited), Blocks.Pass.SHARING, sightings);
    }

    private TreeView viewOf(Upload upload, Collection<FileRequest> open) {
        TreeView view = new TreeView(database, upload.namespaceId());
        view.prefetch(open.stream()
                .map(FileRequest::target)
                .filter(Target.AtPath.class::isInstance)
                .map(Target.AtPath.class::cast)
                .map(at -> new TreeView.Route(at.folderId(), at.path()))
                .toList());
        return view;
    }

    /** Every check comes before the first write, so that a file that fails has changed nothing. */
    private void one(Attempt attempt, int index, FileRequest file) {
        try {
            attempt.requireBlocks(file);
            decide(attempt, index, file);
        } catch (HoldfastException problem) {
            attempt.results.put(index, new Failed(index, problem));
        }
    }

    private void decide(Attempt attempt, int index, FileRequest file) {
        Destination destination = Destination.of(file.target(), attempt.view, tree, attempt.upload.namespaceId());
        Optional<EntryRow> there = destination.existing();
        BlockId wanted = file.manifest().contentHash();
        ConflictRule.Bytes bytes = there.flatMap(EntryRow::contentHash)
                .map(hash -> attempt.comparisons.of(wanted, hash))
                .orElse(ConflictRule.Bytes.UNKNOWN);
        switch (ConflictRule.decide(file, there, bytes)) {
            case CREATE, NEXT_VERSION -> write(attempt, index, file, destination);
            case UNCHANGED ->
                attempt.pending.unchanged(
                        index, there.orElseThrow(), destination.path().toString());
            case COMPARE_BYTES -> ask(attempt, file, there.orElseThrow());
            case KEEP_BESIDE -> keepBeside(attempt, index, file, destination);
            case REFUSE -> throw refusal(destination, there.orElseThrow());
        }
    }

    private void write(Attempt attempt, int index, FileRequest file, Destination destination) {
        attempt.takeRoom(file);
        Place place = new Place(makeFolders(attempt, destination), destination.name(), destination.existing());
        UUID entry = place.existing().map(EntryRow::id).orElseGet(ambient::newId);
        Write write = new Write(index, file, place, entry, ambient.newId());
        attempt.pending.write(write);
        attempt.view.put(write.row());
    }

    private Tree.Folder makeFolders(Attempt attempt, Destination destination) {
        Tree.Folder folder = destination.folder();
        for (EntryName name : destination.missing().names()) {
            Tree.Folder made = folders.make(attempt.upload.namespaceId(), folder, name, attempt.actor());
            attempt.view.putFolder(made, folder.id());
            folder = made;
        }
        return folder;
    }

    /** The manifest of the version that stands there may still have to be written, by an earlier file of this batch. */
    private void ask(Attempt attempt, FileRequest file, EntryRow there) {
        attempt.pending.flush();
        UUID version = there.currentVersion().orElseThrow();
        attempt.comparisons.ask(file.manifest(), rows.manifest(attempt.upload.namespaceId(), version));
    }

    private void keepBeside(Attempt attempt, int index, FileRequest file, Destination destination) {
        Place place =
                beside(attempt.view, destination, attempt.request.deviceName().get());
        attempt.takeRoom(file);
        attempt.pending.flush();
        Write write = new Write(index, file, place, ambient.newId(), ambient.newId());
        Done done = rows.write(
                attempt.upload,
                write,
                Outcome.KEPT_BESIDE,
                destination.existing().map(EntryRow::id));
        attempt.view.put(write.row());
        attempt.results.put(index, done);
    }

    /** The first free name of a conflicted copy, in the folder of the file that it was meant for. */
    private Place beside(TreeView view, Destination destination, String device) {
        LocalDate day = LocalDate.ofInstant(ambient.now(), ZoneOffset.UTC);
        for (int attempt = 1; attempt <= MAX_COPY_NAMES; attempt++) {
            EntryName name = ConflictName.of(destination.name(), device, day, attempt);
            if (view.child(destination.folder().id(), name).isEmpty()) {
                return new Place(destination.folder(), name, Optional.empty());
            }
        }
        throw new Conflict(
                "there are " + MAX_COPY_NAMES + " conflicted copies of '" + destination.path() + "' already");
    }

    private static Conflict refusal(Destination destination, EntryRow there) {
        return new Conflict(
                there.isFolder()
                        ? "'" + destination.path() + "' is a folder"
                        : "'" + destination.path() + "' is at version " + there.version()
                                + ", which is not what the new content was made from",
                there.id());
    }
}
