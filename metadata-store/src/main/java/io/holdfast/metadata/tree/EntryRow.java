package io.holdfast.metadata.tree;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.name.EntryName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One file or folder, as it stands.
 *
 * @param version number of the current version; 0 for a folder
 * @param contentHash empty for a folder
 * @param deletedAt when it was itself put into the trash; what lies in a folder in the trash has none of its own
 */
public record EntryRow(
        UUID id,
        Optional<UUID> parentId,
        String name,
        Kind kind,
        Optional<UUID> currentVersion,
        long version,
        long sizeBytes,
        Optional<BlockId> contentHash,
        Optional<Instant> deletedAt,
        boolean purged) {
    /** File or folder. */
    public enum Kind {
        FILE,
        FOLDER
    }

    /** A folder that was just made. */
    static EntryRow folder(UUID id, UUID parent, EntryName name) {
        return new EntryRow(
                id,
                Optional.of(parent),
                name.value(),
                Kind.FOLDER,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The same in another place. */
    EntryRow at(UUID folder, EntryName newName) {
        return new EntryRow(
                id,
                Optional.of(folder),
                newName.value(),
                kind,
                currentVersion,
                version,
                sizeBytes,
                contentHash,
                deletedAt,
                purged);
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }
}
