package io.holdfast.metadata.commit;

import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.upload.FileRequest;
import java.util.Optional;

/** Decides, by versions and never by clocks, what new content becomes. Pure. */
final class ConflictRule {
    /** What to do with one file. */
    enum Decision {
        CREATE,
        NEXT_VERSION,
        /** The content is there already. */
        UNCHANGED,
        /** Same size, other cuts, no common base: only the bytes can tell. */
        COMPARE_BYTES,
        KEEP_BESIDE,
        REFUSE
    }

    /** What is known about two contents of the same size with different block lists. */
    enum Bytes {
        UNKNOWN,
        SAME,
        DIFFERENT
    }

    private ConflictRule() {}

    /** @param current what stands at the target, if anything */
    static Decision decide(FileRequest wanted, Optional<EntryRow> current, Bytes bytes) {
        if (current.isEmpty()) {
            return Decision.CREATE;
        }
        EntryRow there = current.get();
        if (there.isFolder()) {
            return onConflict(wanted, there);
        }
        boolean sameBlocks =
                there.contentHash().equals(Optional.of(wanted.manifest().contentHash()));
        if (sameBlocks || bytes == Bytes.SAME) {
            return Decision.UNCHANGED;
        }
        if (wanted.restoredFrom().isPresent() || wanted.baseVersion().equals(Optional.of(there.version()))) {
            return Decision.NEXT_VERSION;
        }
        boolean sameSize = there.sizeBytes() == wanted.manifest().sizeBytes();
        return sameSize && bytes == Bytes.UNKNOWN ? Decision.COMPARE_BYTES : onConflict(wanted, there);
    }

    private static Decision onConflict(FileRequest wanted, EntryRow there) {
        return switch (wanted.onConflict()) {
            case KEEP_BOTH -> Decision.KEEP_BESIDE;
            case FAIL -> Decision.REFUSE;
            case OVERWRITE -> there.isFolder() ? Decision.REFUSE : Decision.NEXT_VERSION;
        };
    }
}
