package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One immutable state of a file, without its block list. */
public record VersionSummary(
        UUID id,
        long number,
        long sizeBytes,
        BlockId contentHash,
        Optional<String> mimeType,
        Instant createdAt,
        UUID createdBy,
        Optional<UUID> deviceId,
        OptionalLong restoredFrom) {}
