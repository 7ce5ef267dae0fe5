package io.holdfast.metadata.commit;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.name.ConflictName;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.block.Blocks;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.commit.CommitRows.Place;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.commit.FileResult.Failed;
import io.holdfast.metadata.commit.FileResult.Outcome;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.namespace.Actor;
import io.holdfast.metadata.namespace.NamespaceRow;
import io.holdfast.metadata.namespace.Namespaces;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Folders;
import io.holdfast.metadata.tree.Tree;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadRows;
import io.holdfast.metadata.upload.UploadState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The commit step by step, within one transaction: locks the namespace, the upload and every block, in this order, then decides
 * and writes file by file. Decides everything that the fast path leaves alone.
 */
final class SlowCommit {
    private static final int MAX_COPY_NAMES = 1000;

    private final Ambient ambient;
    private final Evidence evidence;
    private final Namespaces namespaces;
    private final UploadRows uploads;
    private final Blocks blocks;
    private final Tree tree;
    private final Folders folders;
    private final CommitRows rows;

    SlowCommit(Database database, Ambient ambient, Evidence evidence) {
        this.ambient = ambient;
        this.evidence = evidence;
        this.namespaces = new Namespaces(database, ambient);
        this.uploads = new UploadRows(database, ambient);
        this.blocks = new Blocks(database, ambient);
        this.tree = new Tree(database);
        this.folders = new Folders(database, ambient);
        this.rows = new CommitRows(database, ambient);
    }

    CommitAnswer commit(
            CommitUpload request, Upload seen, List<FileRequest> files, Sightings sightings, Comparisons comparisons) {
        NamespaceRow namespace = namespaces.lock(seen.namespaceId());
        Upload upload = uploads.lock(seen.id());
        Map<Integer, Done> before = rows.done(upload.id());
        if (upload.state() == UploadState.COMMITTED) {
            return new CommitAnswer(upload.id(), List.copyOf(before.values()));
        }
        UploadRows.requireOpen(upload);
        Map<BlockId, BlockRow> live = hold(request, files, before, sightings);
        Attempt attempt = new Attempt(request, upload, live, comparisons, namespace.quotaBytes());
        attempt.usedBytes = namespace.usedBytes();
        List<FileResult> results = new ArrayList<>();
        for (int index = 0; index < files.size(); index++) {
            Done done = before.get(index);
            results.add(done != null ? done : one(attempt, index, files.get(index)));
        }
        if (results.stream().allMatch(Done.class::isInstance)) {
            rows.close(upload.id());
        }
        ambient.hit("commit.beforeEnd");
        return new CommitAnswer(upload.id(), results);
    }

    /** One pass over the blocks of all files that are still to be committed. */
    private Map<BlockId, BlockRow> hold(
            CommitUpload request, List<FileRequest> files, Map<Integer, Done> before, Sightings sightings) {
        SortedSet<BlockId> cited = new TreeSet<>();
        for (int index = 0; index < files.size(); index++) {
            if (!before.containsKey(index)) {
                cited.addAll(files.get(index).manifest().distinct().keySet());
            }
        }
        return blocks.holdLive(
                evidence.of(request.uploadId(), request.readable(), cited), Blocks.Pass.SHARING, sightings);
    }

    /** Every check comes before the first write, so that a file that fails has changed nothing. */
    private FileResult one(Attempt attempt, int index, FileRequest file) {
        try {
            requireBlocks(attempt.live, file);
            return decided(attempt, index, file);
        } catch (HoldfastException problem) {
            return new Failed(index, problem);
        }
    }

    private FileResult decided(Attempt attempt, int index, FileRequest file) {
        UUID namespace = attempt.upload.namespaceId();
        Destination destination = locate(namespace, file.target());
        Optional<EntryRow> there = destination.existing();
        Optional<UUID> version = there.flatMap(EntryRow::currentVersion);
        ConflictRule.Bytes bytes =
                version.map(id -> attempt.comparisons.of(index, id)).orElse(ConflictRule.Bytes.UNKNOWN);
        return switch (ConflictRule.decide(file, there, bytes)) {
            case CREATE, NEXT_VERSION -> {
                attempt.requireRoom(file);
                Place place = destination.make(folders, namespace, attempt.actor());
                yield written(
                        attempt, rows.write(attempt.upload, index, file, place, Outcome.COMMITTED, Optional.empty()));
            }
            case UNCHANGED ->
                rows.unchanged(
                        attempt.upload,
                        index,
                        namespace,
                        there.orElseThrow(),
                        destination.path().toString());
            case COMPARE_BYTES ->
                throw attempt.comparisons.ask(
                        index, version.orElseThrow(), file.manifest(), rows.manifest(namespace, version.orElseThrow()));
            case KEEP_BESIDE -> {
                attempt.requireRoom(file);
                Place place = beside(namespace, destination, attempt.request.deviceName());
                yield written(
                        attempt,
                        rows.write(attempt.upload, index, file, place, Outcome.KEPT_BESIDE, there.map(EntryRow::id)));
            }
            case REFUSE -> throw refusal(destination, there.orElseThrow());
        };
    }

    private FileResult written(Attempt attempt, Done done) {
        attempt.usedBytes += done.sizeBytes();
        ambient.hit("commit.afterRefs");
        return done;
    }

    private Destination locate(UUID namespace, Target target) {
        if (target instanceof Target.Existing existing) {
            EntryRow entry = tree.find(namespace, existing.entryId())
                    .orElseThrow(() -> new NotFound("there is no file " + existing.entryId()));
            EntryPath path = tree.livePath(namespace, entry.id())
                    .orElseThrow(() -> new NotFound("the file " + entry.id() + " is in the trash"));
            UUID parent = entry.parentId().orElseThrow(() -> new InvalidRequest("the root is a folder"));
            Tree.Folder folder = new Tree.Folder(parent, path.parent());
            return new Destination(folder, EntryPath.ROOT, EntryName.of(entry.name()), Optional.of(entry));
        }
        Target.AtPath at = (Target.AtPath) target;
        Tree.Folder base = tree.folder(namespace, at.folderId());
        Tree.Reached reached = tree.walk(namespace, base, at.path().parent());
        Optional<EntryRow> existing = reached.rest().isRoot()
                ? tree.child(namespace, reached.folder().id(), at.path().name())
                : Optional.empty();
        EntryName name =
                existing.map(row -> EntryName.of(row.name())).orElse(at.path().name());
        return new Destination(reached.folder(), reached.rest(), name, existing);
    }

    /** The first free name of a conflicted copy, in the folder of the file that it was meant for. */
    private Place beside(UUID namespace, Destination destination, String device) {
        LocalDate day = LocalDate.ofInstant(ambient.now(), ZoneOffset.UTC);
        for (int attempt = 1; attempt <= MAX_COPY_NAMES; attempt++) {
            EntryName name = ConflictName.of(destination.name(), device, day, attempt);
            if (tree.child(namespace, destination.folder().id(), name).isEmpty()) {
                return new Place(destination.folder(), name, Optional.empty());
            }
        }
        throw new Conflict(
                "there are " + MAX_COPY_NAMES + " conflicted copies of '" + destination.path() + "' already");
    }

    private static void requireBlocks(Map<BlockId, BlockRow> live, FileRequest file) {
        List<BlockId> missing = new ArrayList<>();
        file.manifest().distinct().forEach((hash, size) -> {
            BlockRow row = live.get(hash);
            if (row == null) {
                missing.add(hash);
            } else if (row.sizeBytes() != size) {
                throw new InvalidRequest("chunks", "block " + hash + " has " + row.sizeBytes() + " bytes, not " + size);
            }
        });
        if (!missing.isEmpty()) {
            throw new MissingBlocks(missing);
        }
    }

    private static Conflict refusal(Destination destination, EntryRow there) {
        return new Conflict(
                there.isFolder()
                        ? "'" + destination.path() + "' is a folder"
                        : "'" + destination.path() + "' is at version " + there.version()
                                + ", which is not what the new content was made from");
    }

    /** Where a file goes: {@code missing} are the folders that have to be made below {@code folder}. */
    private record Destination(Tree.Folder folder, EntryPath missing, EntryName name, Optional<EntryRow> existing) {
        Destination {
            EntryPath.parse(path(folder, missing, name).toString()); // refuses what is too long or too deep
        }

        EntryPath path() {
            return path(folder, missing, name);
        }

        Place make(Folders folders, UUID namespace, Actor actor) {
            return new Place(folders.ensure(namespace, folder, missing, actor), name, existing);
        }

        private static EntryPath path(Tree.Folder folder, EntryPath missing, EntryName name) {
            List<EntryName> names = new ArrayList<>(folder.path().names());
            names.addAll(missing.names());
            names.add(name);
            return new EntryPath(names);
        }
    }

    /** One transaction's view. */
    private static final class Attempt {
        private final CommitUpload request;
        private final Upload upload;
        private final Map<BlockId, BlockRow> live;
        private final Comparisons comparisons;
        private final long quotaBytes;
        private long usedBytes;

        Attempt(
                CommitUpload request,
                Upload upload,
                Map<BlockId, BlockRow> live,
                Comparisons comparisons,
                long quotaBytes) {
            this.request = request;
            this.upload = upload;
            this.live = live;
            this.comparisons = comparisons;
            this.quotaBytes = quotaBytes;
        }

        Actor actor() {
            return new Actor(upload.accountId(), upload.deviceId());
        }

        void requireRoom(FileRequest file) {
            if (usedBytes + file.manifest().sizeBytes() > quotaBytes) {
                throw new QuotaExceeded(quotaBytes, usedBytes, file.manifest().sizeBytes());
            }
        }
    }
}
