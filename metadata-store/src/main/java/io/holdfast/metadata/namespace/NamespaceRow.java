package io.holdfast.metadata.namespace;

import java.util.UUID;

/**
 * One namespace with its exact accounts, all in logical bytes.
 *
 * @param currentBytes of the current versions of files
 * @param versionBytes of their older versions
 * @param trashBytes of all versions of what is in the trash
 * @param headSeq last number of the journal
 * @param refHead last number of a reference change
 */
public record NamespaceRow(
        UUID id,
        UUID ownerId,
        UUID rootId,
        String chunkingProfile,
        long quotaBytes,
        long currentBytes,
        long versionBytes,
        long trashBytes,
        long headSeq,
        long refHead) {
    /** What counts against the quota. */
    public long usedBytes() {
        return currentBytes + versionBytes + trashBytes;
    }
}
