package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.metadata.entry.Entry;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What became of each file of an upload, in order. A repeat of the commit gives the same answer.
 *
 * @param seen entries as the commit has left them, where it knows them whole; the others are to be read
 */
public record CommitAnswer(UUID uploadId, List<FileResult> files, List<Entry> seen) {
    public CommitAnswer {
        files = List.copyOf(files);
        seen = List.copyOf(seen);
    }

    CommitAnswer(UUID uploadId, Collection<? extends FileResult> files) {
        this(uploadId, List.copyOf(files), List.of());
    }

    /**
     * For an upload of one file.
     *
     * @throws HoldfastException what stood against it: missing blocks, a conflict, the quota
     */
    public FileResult.Done only() {
        if (files.size() != 1) {
            throw new IllegalStateException("the upload has " + files.size() + " files");
        }
        FileResult file = files.get(0);
        if (file instanceof FileResult.Failed failed) {
            throw failed.problem();
        }
        return (FileResult.Done) file;
    }
}
