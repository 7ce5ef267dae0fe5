package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A file or folder as it stands.
 *
 * @param parentId empty for the root only
 * @param version number of the current version; 0 for a folder
 * @param contentHash of a file's current version
 * @param seq journal number of its last change
 * @param deletedAt when it, or the nearest folder above it, went to the trash
 */
public record Entry(
        UUID namespaceId,
        UUID id,
        Optional<UUID> parentId,
        String path,
        String name,
        String nameKey,
        EntryType type,
        long version,
        long sizeBytes,
        Optional<BlockId> contentHash,
        Optional<String> mimeType,
        Instant createdAt,
        Instant updatedAt,
        Optional<UUID> modifiedBy,
        Optional<UUID> modifiedDevice,
        long seq,
        Optional<Instant> deletedAt) {

    public boolean isFile() {
        return type == EntryType.FILE;
    }

    public boolean isRoot() {
        return parentId.isEmpty();
    }
}
