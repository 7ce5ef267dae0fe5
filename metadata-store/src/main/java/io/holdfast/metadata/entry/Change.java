package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One journal entry as a client sees it.
 *
 * @param parentId the folder in which the entry was right after this change
 * @param name the name that it had there
 * @param path as it was then, too
 * @param brought how many entries came back with a restored folder; 0 for any other change
 */
public record Change(
        UUID namespaceId,
        long seq,
        String action,
        UUID entryId,
        EntryType type,
        UUID parentId,
        String name,
        String path,
        Optional<String> oldPath,
        long version,
        long sizeBytes,
        Optional<BlockId> contentHash,
        Instant occurredAt,
        Optional<UUID> accountId,
        Optional<UUID> deviceId,
        int brought) {}
