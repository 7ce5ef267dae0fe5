package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One journal entry as a client sees it. */
public record Change(
        UUID namespaceId,
        long seq,
        String action,
        UUID entryId,
        EntryType type,
        String path,
        Optional<String> oldPath,
        long version,
        long sizeBytes,
        Optional<BlockId> contentHash,
        Instant occurredAt,
        Optional<UUID> accountId,
        Optional<UUID> deviceId) {}
