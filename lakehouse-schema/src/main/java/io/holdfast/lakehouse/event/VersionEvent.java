package io.holdfast.lakehouse.event;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A version was committed, or purged: the block list it adds to the references, or takes away.
 *
 * @param seq place in the namespace's journal
 * @param refSeq place among the namespace's reference changes: 1, 2, 3 … without a gap
 * @param version number of the version within its file
 * @param uploadedBytes bytes that this commit added to the block store; 0 for a purge
 * @param reason why it was purged; empty for a commit
 */
public record VersionEvent(
        Kind kind,
        UUID namespace,
        long seq,
        long refSeq,
        UUID fileId,
        UUID versionId,
        long version,
        UUID owner,
        Optional<UUID> device,
        String path,
        String mimeType,
        long sizeBytes,
        BlockId contentHash,
        Manifest manifest,
        long uploadedBytes,
        Instant occurredAt,
        String reason) {
    /** Adds references, or takes them away. */
    public enum Kind {
        COMMITTED,
        PURGED
    }
}
