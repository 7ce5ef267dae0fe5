package io.holdfast.metadata.commit;

import io.holdfast.core.error.HoldfastException;
import java.util.Optional;
import java.util.UUID;

/** What became of one file of an upload. */
public sealed interface FileResult {
    /** The place of the file in the upload, from 0. */
    int index();

    /**
     * Its content is in the namespace.
     *
     * @param conflictOf the file that it was meant for, if it was kept beside that
     * @param seq the journal row; for unchanged content the last one of the file
     * @param uploadedBytes what the client had to send that the namespace did not hold, whether or not others had stored it
     */
    record Done(
            int index,
            Outcome outcome,
            UUID entryId,
            UUID versionId,
            long version,
            String path,
            long seq,
            long sizeBytes,
            long uploadedBytes,
            Optional<UUID> conflictOf)
            implements FileResult {}

    /** It was not committed and nothing of it was written; the upload stays open, and a repeat tries this file again. */
    record Failed(int index, HoldfastException problem) implements FileResult {}

    /** How content got in. */
    enum Outcome {
        /** As a new file, or as the next version. */
        COMMITTED,
        /** It was there already. */
        UNCHANGED,
        /** Beside the file it was meant for, which somebody else had changed. */
        KEPT_BESIDE
    }
}
