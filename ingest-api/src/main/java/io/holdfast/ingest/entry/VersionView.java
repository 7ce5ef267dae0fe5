package io.holdfast.ingest.entry;

import io.holdfast.metadata.entry.VersionSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version as the API shows it. */
record VersionView(
        UUID versionId,
        long versionNumber,
        long size,
        String contentHash,
        Instant createdAt,
        UUID createdBy,
        @Nullable UUID deviceId,
        @Nullable Long restoredFrom) {

    static VersionView of(VersionSummary version) {
        return new VersionView(
                version.id(),
                version.number(),
                version.sizeBytes(),
                version.contentHash().hex(),
                version.createdAt(),
                version.createdBy(),
                version.deviceId().orElse(null),
                version.restoredFrom().isPresent() ? version.restoredFrom().getAsLong() : null);
    }
}
