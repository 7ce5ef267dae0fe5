package io.holdfast.ingest.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.VersionSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file or folder as the API shows it. */
public record FileView(
        UUID fileId,
        UUID namespaceId,
        @Nullable UUID parentFolderId,
        String path,
        String name,
        String type,
        long size,
        @Nullable String contentHash,
        long version,
        @Nullable String mimeType,
        Instant createdAt,
        Instant updatedAt,
        ModifiedBy modifiedBy,
        @Nullable Instant deletedAt) {

    /** Who changed it last, and from which device. */
    public record ModifiedBy(
            @Nullable UUID userId, @Nullable UUID deviceId) {}

    public static FileView of(Entry entry) {
        return new FileView(
                entry.id(),
                entry.namespaceId(),
                entry.parentId().orElse(null),
                entry.path(),
                entry.name(),
                entry.isFile() ? "file" : "folder",
                entry.sizeBytes(),
                entry.contentHash().map(BlockId::hex).orElse(null),
                entry.version(),
                entry.mimeType().orElse(null),
                entry.createdAt(),
                entry.updatedAt(),
                new ModifiedBy(
                        entry.modifiedBy().orElse(null), entry.modifiedDevice().orElse(null)),
                entry.deletedAt().orElse(null));
    }

    /** The file as it was at one of its versions. */
    public static FileView of(Entry entry, VersionSummary version, String path) {
        return new FileView(
                entry.id(),
                entry.namespaceId(),
                entry.parentId().orElse(null),
                path,
                path.substring(path.lastIndexOf('/') + 1),
                "file",
                version.sizeBytes(),
                version.contentHash().hex(),
                version.number(),
                version.mimeType().orElse(null),
                entry.createdAt(),
                version.createdAt(),
                new ModifiedBy(version.createdBy(), version.deviceId().orElse(null)),
                entry.deletedAt().orElse(null));
    }
}
