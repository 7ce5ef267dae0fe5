package io.holdfast.metadata.commit;

import io.holdfast.metadata.commit.CommitRows.Unchanged;
import io.holdfast.metadata.commit.CommitRows.Write;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.upload.Upload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What a commit has decided and not yet written: it is written many files at once, in their order. */
final class Pending {
    private final CommitRows rows;
    private final Upload upload;
    private final Consumer<Done> results;
    private final List<Write> writes = new ArrayList<>();
    private final List<Unchanged> unchanged = new ArrayList<>();
    private final Set<UUID> entries = new HashSet<>();

    /** @param results takes what became of each file once it is written */
    Pending(CommitRows rows, Upload upload, Consumer<Done> results) {
        this.rows = rows;
        this.upload = upload;
        this.results = results;
    }

    /** One version of an entry at a time: the next one of the same entry is written after it. */
    void write(Write write) {
        if (!entries.add(write.entry())) {
            flush();
            entries.add(write.entry());
        }
        writes.add(write);
    }

    void unchanged(int index, EntryRow there, String path) {
        unchanged.add(new Unchanged(index, there.id(), path));
    }

    void flush() {
        if (!writes.isEmpty()) {
            rows.writeAll(upload, writes).forEach(results);
        }
        if (!unchanged.isEmpty()) {
            rows.unchanged(upload, unchanged).forEach(results);
        }
        writes.clear();
        unchanged.clear();
        entries.clear();
    }
}
