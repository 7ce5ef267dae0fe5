package io.holdfast.ingest.entry;

import io.holdfast.metadata.entry.VersionSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version as the API shows it. {@code kept_because} is absent where the next run of retention takes the version away. */
record VersionView(
        UUID versionId,
        long versionNumber,
        long size,
        String contentHash,
        Instant createdAt,
        UUID createdBy,
        @Nullable UUID deviceId,
        @Nullable Long restoredFrom,
        @Nullable List<String> keptBecause) {

    static VersionView of(VersionSummary version, @Nullable List<String> keptBecause) {
        return new VersionView(
                version.id(),
                version.number(),
                version.sizeBytes(),
                version.contentHash().hex(),
                version.createdAt(),
                version.createdBy(),
                version.deviceId().orElse(null),
                version.restoredFrom().isPresent() ? version.restoredFrom().getAsLong() : null,
                keptBecause);
    }
}
