package io.holdfast.metadata.commit;

import io.holdfast.core.block.Location;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.metadata.block.AnswerScope;
import io.holdfast.metadata.block.Evidence;
import io.holdfast.metadata.block.LookOutside;
import io.holdfast.metadata.block.Sightings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.UploadRows;
import io.holdfast.metadata.upload.UploadState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Commits uploads: the one place where a file version comes into being. Tries the fast path, which is one statement, and lets the
 * slow path decide whatever that left alone. Thread safe.
 */
public final class Commits {
    /** Which ways a commit may take; tests run both. */
    public enum Paths {
        FAST_THEN_SLOW,
        SLOW_ONLY
    }

    /** How many statements of the fast path run at once: as many as this machine has processors, and well within the pool. */
    private static final int LANES =
            Math.min(8, Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final Database database;
    private final Ambient ambient;
    private final Predicate<Location> store;
    private final Paths paths;
    private final UploadRows uploads;
    private final CommitRows rows;
    private final SlowCommit slow;
    private final List<CommitLane> lanes;
    private final ContentComparison comparison;

    /**
     * @param store whether an object is there: {@code BlockStore::contains}
     * @param comparison asked, outside of any lock, whether a conflict is one
     */
    public Commits(
            Database database,
            Ambient ambient,
            Evidence evidence,
            Predicate<Location> store,
            ContentComparison comparison) {
        this(database, ambient, evidence, store, comparison, Paths.FAST_THEN_SLOW);
    }

    public Commits(
            Database database,
            Ambient ambient,
            Evidence evidence,
            Predicate<Location> store,
            ContentComparison comparison,
            Paths paths) {
        this.database = database;
        this.ambient = ambient;
        this.store = store;
        this.paths = paths;
        this.comparison = comparison;
        this.uploads = new UploadRows(database, ambient);
        this.rows = new CommitRows(database, ambient);
        this.slow = new SlowCommit(database, ambient, evidence);
        FastRows fast = new FastRows(database, ambient, evidence.scope() == AnswerScope.SERVER);
        this.lanes = Stream.generate(() -> new CommitLane(database.transactions(), fast, ambient::hit))
                .limit(LANES)
                .toList();
    }

    /**
     * Commits the files of an upload. When it returns, what is {@code Done} is durable and in the journal. A file that failed has
     * changed nothing; a repeat tries it again. A repeat after success gives the same answer.
     *
     * @throws NotFound if there is no such upload
     * @throws Conflict if it was aborted or has expired
     * @throws InvalidRequest if it says nothing about its files yet
     */
    public CommitAnswer commit(CommitUpload request) {
        UploadRows.Whole whole = uploads.requireWhole(request.uploadId());
        Upload upload = whole.upload();
        List<FileRequest> files = whole.files();
        if (files.isEmpty()) {
            throw new InvalidRequest("the upload " + upload.id() + " has no files to commit");
        }
        if (upload.state() == UploadState.COMMITTED) {
            return stored(upload.id());
        }
        return fast(upload, files, request).orElseGet(() -> slowly(request, upload, files));
    }

    private Optional<CommitAnswer> fast(Upload upload, List<FileRequest> files, CommitUpload request) {
        boolean oneNamedFile = files.size() == 1 && files.get(0).target() instanceof Target.AtPath;
        if (paths == Paths.SLOW_ONLY || !oneNamedFile) {
            return Optional.empty();
        }
        FileRequest file = files.get(0);
        FastCommit wish = new FastCommit(
                upload,
                file,
                (Target.AtPath) file.target(),
                file.manifest().distinct(),
                request.readable(),
                ambient.newId(),
                ambient.newId());
        return laneOf(upload.namespaceId())
                .commit(wish)
                .map(committed -> new CommitAnswer(upload.id(), List.of(committed.done()), List.of(committed.entry())));
    }

    /** Always the same one: two that commit to one namespace at once would wait for each other's locks. */
    private CommitLane laneOf(UUID namespace) {
        return lanes.get(Math.floorMod(namespace.hashCode(), lanes.size()));
    }

    private CommitAnswer slowly(CommitUpload request, Upload upload, List<FileRequest> files) {
        Sightings sightings = new Sightings(store);
        Comparisons comparisons = new Comparisons(comparison);
        return LookOutside.answering(
                "commit an upload",
                () -> database.transactions()
                        .call("commit an upload", () -> slow.commit(request, upload, files, sightings, comparisons)));
    }

    private CommitAnswer stored(UUID upload) {
        return new CommitAnswer(upload, rows.done(upload).values());
    }
}
