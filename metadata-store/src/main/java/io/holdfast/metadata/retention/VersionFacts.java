package io.holdfast.metadata.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of one version under the lock of its namespace, for whoever decides whether it may go.
 *
 * @param current whether it is the current version of its file
 * @param newerVersions how many newer versions of the file are still there
 * @param trashedAt since when its file is in the trash, by itself or with a folder above it
 */
public record VersionFacts(
        UUID namespaceId,
        UUID entryId,
        UUID versionId,
        long number,
        long sizeBytes,
        Instant createdAt,
        boolean current,
        long newerVersions,
        Optional<Instant> trashedAt) {
    /** The same, with so many newer ones. */
    VersionFacts below(long newer) {
        return new VersionFacts(
                namespaceId, entryId, versionId, number, sizeBytes, createdAt, current, newer, trashedAt);
    }
}
