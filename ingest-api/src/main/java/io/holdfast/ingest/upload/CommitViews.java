package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.ingest.entry.FileView;
import io.holdfast.ingest.http.ProblemException;
import io.holdfast.ingest.http.Problems;
import io.holdfast.ingest.upload.UploadApi.Committed;
import io.holdfast.ingest.upload.UploadApi.CommittedFile;
import io.holdfast.ingest.upload.UploadApi.Dedup;
import io.holdfast.metadata.commit.CommitAnswer;
import io.holdfast.metadata.commit.FileResult;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Versions;
import io.holdfast.metadata.upload.Target;
import io.holdfast.metadata.upload.Upload;
import io.holdfast.metadata.upload.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

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

    Committed committed(UUID namespace, CommitAnswer answer) {
        List<CommittedFile> files = new ArrayList<>();
        long total = 0;
        long uploaded = 0;
        for (FileResult result : answer.files()) {
            files.add(file(namespace, result));
            if (result instanceof FileResult.Done done) {
                total += done.sizeBytes();
                uploaded += done.uploadedBytes();
            }
        }
        return new Committed(worst(files), files, Dedup.of(total, uploaded));
    }

    CommittedFile file(UUID namespace, FileResult result) {
        if (result instanceof FileResult.Failed failed) {
            return new CommittedFile(null, "failed", null, Problems.of(failed.problem()));
        }
        FileResult.Done done = (FileResult.Done) result;
        FileView file = asCommitted(namespace, done);
        FileView other = done.conflictOf().flatMap(id -> view(namespace, id)).orElse(null);
        return new CommittedFile(file, done.conflictOf().isPresent() ? "conflict" : "committed", other, null);
    }

    /** A refused conflict shows the file that stands in the way. */
    RuntimeException explained(Upload upload, HoldfastException error) {
        if (!(error instanceof HoldfastException.Conflict)) {
            return error;
        }
        Optional<FileView> current = uploads.status(upload.id(), Set.of(upload.namespaceId())).files().stream()
                .findFirst()
                .flatMap(file -> current(upload.namespaceId(), file.target()))
                .map(FileView::of);
        if (current.isEmpty()) {
            return error;
        }
        ProblemDetail problem = Problems.of(error);
        problem.setProperty("current", current.get());
        return new ProblemException(problem, error);
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

    private FileView asCommitted(UUID namespace, FileResult.Done done) {
        Entry entry = entries.byId(namespace, done.entryId())
                .orElseThrow(() -> new HoldfastException.NotFound("the file " + done.entryId() + " was purged"));
        if (entry.version() == done.version()) {
            return FileView.of(entry);
        }
        return versions.list(namespace, entry.id(), done.version() + 1, 1).stream()
                .findFirst()
                .filter(version -> version.number() == done.version())
                .map(version -> FileView.of(entry, version, done.path()))
                .orElseGet(() -> FileView.of(entry));
    }

    private Optional<FileView> view(UUID namespace, UUID id) {
        return entries.byId(namespace, id).map(FileView::of);
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
