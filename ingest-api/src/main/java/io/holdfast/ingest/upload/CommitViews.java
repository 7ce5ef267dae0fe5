package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.ingest.entry.FileView;
import io.holdfast.ingest.http.Faults;
import io.holdfast.ingest.http.ProblemException;
import io.holdfast.ingest.http.Problems;
import io.holdfast.ingest.upload.UploadApi.Committed;
import io.holdfast.ingest.upload.UploadApi.CommittedFile;
import io.holdfast.ingest.upload.UploadApi.Dedup;
import io.holdfast.ingest.upload.UploadApi.Uploaded;
import io.holdfast.metadata.commit.CommitAnswer;
import io.holdfast.metadata.commit.FileResult;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Versions;
import io.holdfast.metadata.upload.FileRequest;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What a commit did, as the client sees it: the files as committed, even if they have changed since. */
@Component
class CommitViews {
    private final Entries entries;
    private final Versions versions;
    private final Uploads uploads;

    CommitViews(Entries entries, Versions versions, Uploads uploads) {
        this.entries = entries;
        this.versions = versions;
        this.uploads = uploads;
    }

    Committed committed(Upload upload, CommitAnswer answer) {
        UUID namespace = upload.namespaceId();
        Map<UUID, Entry> known = entriesOf(namespace, answer);
        Supplier<List<FileRequest>> asked = SingletonSupplier.of(() -> uploads.files(upload.id()));
        List<CommittedFile> files = new ArrayList<>();
        long total = 0;
        long uploaded = 0;
        for (FileResult result : answer.files()) {
            if (result instanceof FileResult.Done done) {
                files.add(file(done, known));
                total += done.sizeBytes();
                uploaded += done.uploadedBytes();
            } else {
                FileResult.Failed failed = (FileResult.Failed) result;
                Faults.log(failed.problem());
                files.add(new CommittedFile(null, "failed", null, problem(namespace, failed, asked)));
            }
        }
        return new Committed(worst(files), files, Dedup.of(total, uploaded));
    }

    /**
     * For an upload of one file, which was committed.
     *
     * @throws HoldfastException.NotFound if the file was purged since
     */
    Uploaded uploaded(UUID namespace, CommitAnswer answer) {
        FileResult.Done done = answer.only();
        CommittedFile file = file(done, entriesOf(namespace, answer));
        FileView view = file.file();
        if (view == null) {
            throw new HoldfastException.NotFound("the file " + done.entryId() + " was purged");
        }
        return new Uploaded(view, file.status(), file.conflictOf(), Dedup.of(done.sizeBytes(), done.uploadedBytes()));
    }

    /** A refused conflict shows the file that stands in the way. */
    RuntimeException explained(Upload upload, FileResult.Failed failed) {
        ProblemDetail problem = problem(upload.namespaceId(), failed, () -> uploads.files(upload.id()));
        Map<String, Object> shown = problem.getProperties();
        return shown != null && shown.containsKey("current")
                ? new ProblemException(problem, failed.problem())
                : failed.problem();
    }

    private ProblemDetail problem(UUID namespace, FileResult.Failed failed, Supplier<List<FileRequest>> asked) {
        ProblemDetail problem = Problems.of(failed.problem());
        if (failed.problem() instanceof HoldfastException.Conflict) {
            current(namespace, asked.get().get(failed.index()).target())
                    .ifPresent(entry -> problem.setProperty("current", FileView.of(entry)));
        }
        return problem;
    }

    private Map<UUID, Entry> entriesOf(UUID namespace, CommitAnswer answer) {
        Map<UUID, Entry> known = new HashMap<>();
        answer.seen().forEach(entry -> known.put(entry.id(), entry));
        Set<UUID> ids = new HashSet<>();
        for (FileResult result : answer.files()) {
            if (result instanceof FileResult.Done done) {
                ids.add(done.entryId());
                done.conflictOf().ifPresent(ids::add);
            }
        }
        ids.removeAll(known.keySet());
        if (!ids.isEmpty()) {
            entries.byIds(namespace, ids).forEach(entry -> known.put(entry.id(), entry));
        }
        return known;
    }

    /** Without its file if that was purged since. */
    private CommittedFile file(FileResult.Done done, Map<UUID, Entry> known) {
        FileView file = Optional.ofNullable(known.get(done.entryId()))
                .map(entry -> asCommitted(entry, done))
                .orElse(null);
        FileView other = done.conflictOf()
                .flatMap(id -> Optional.ofNullable(known.get(id)))
                .map(FileView::of)
                .orElse(null);
        return new CommittedFile(file, done.conflictOf().isPresent() ? "conflict" : "committed", other, null);
    }

    private Optional<Entry> current(UUID namespace, Target target) {
        if (target instanceof Target.Existing existing) {
            return entries.byId(namespace, existing.entryId());
        }
        Target.AtPath at = (Target.AtPath) target;
        return entries.byId(namespace, at.folderId()).flatMap(folder -> {
            List<EntryName> names =
                    new ArrayList<>(EntryPath.parse(folder.path()).names());
            names.addAll(at.path().names());
            return entries.byPath(namespace, new EntryPath(names));
        });
    }

    private FileView asCommitted(Entry entry, FileResult.Done done) {
        if (entry.version() == done.version()) {
            return FileView.of(entry);
        }
        return versions.list(entry.namespaceId(), entry.id(), done.version() + 1, 1).stream()
                .findFirst()
                .filter(version -> version.number() == done.version())
                .map(version -> FileView.of(entry, version, done.path()))
                .orElseGet(() -> FileView.of(entry));
    }

    private static String worst(List<CommittedFile> files) {
        for (String status : List.of("failed", "conflict")) {
            if (files.stream().anyMatch(file -> file.status().equals(status))) {
                return status;
            }
        }
        return "committed";
    }
}
