package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.manifest.PackedManifest;
import io.holdfast.core.retention.StoredVersion;
import io.holdfast.metadata.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads versions that are not purged. Safe for many threads. */
public final class Versions {
    private static final String COLUMNS =
            "id, number, size, content_hash, mime_type, created_at, created_by, device_id, restored_from";

    private final JdbcClient jdbc;

    public Versions(Database database) {
        this.jdbc = database.client();
    }

    /** Newest first, numbers below {@code before} only. */
    public List<VersionSummary> list(UUID namespaceId, UUID entryId, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM version WHERE namespace_id = ? AND entry_id = ? AND number < ?"
                        + " AND purged_at IS NULL ORDER BY number DESC LIMIT ?")
                .params(namespaceId, entryId, before, limit)
                .query(Versions::summary)
                .list();
    }

    /** Every version that is not purged, as retention sees it. */
    public List<StoredVersion> stored(UUID namespaceId, UUID entryId) {
        return jdbc.sql(
                        "SELECT number, created_at FROM version WHERE namespace_id = ? AND entry_id = ? AND purged_at IS NULL")
                .params(namespaceId, entryId)
                .query((row, n) -> new StoredVersion(
                        row.getLong("number"), Rows.instant(row, "created_at"), StoredVersion.Hold.NONE))
                .list();
    }

    /** The number of a version that is not purged. */
    public Optional<Long> number(UUID namespaceId, UUID entryId, UUID versionId) {
        return jdbc.sql(
                        "SELECT number FROM version WHERE namespace_id = ? AND entry_id = ? AND id = ? AND purged_at IS NULL")
                .params(namespaceId, entryId, versionId)
                .query(Long.class)
                .optional();
    }

    public Optional<VersionContent> content(UUID namespaceId, UUID entryId, long number) {
        return jdbc.sql("SELECT " + COLUMNS
                        + ", manifest FROM version WHERE namespace_id = ? AND entry_id = ? AND number = ?"
                        + " AND purged_at IS NULL")
                .params(namespaceId, entryId, number)
                .query((row, n) -> new VersionContent(summary(row, n), Manifest.unpack(row.getBytes("manifest"))))
                .optional();
    }

    /** As {@link #content}, for a reader who does not need the block list as a whole. */
    public Optional<StoredManifest> manifest(UUID namespaceId, UUID entryId, long number) {
        return jdbc.sql("SELECT " + COLUMNS
                        + ", octet_length(manifest) AS packed, substring(manifest FROM ? FOR ?) AS head"
                        + " FROM version WHERE namespace_id = ? AND entry_id = ? AND number = ? AND purged_at IS NULL")
                .params(
                        PackedManifest.HEADER_BYTES + 1,
                        StoredManifest.PIECE_BLOCKS * PackedManifest.REF_BYTES,
                        namespaceId,
                        entryId,
                        number)
                .query((row, n) -> new StoredManifest(
                        jdbc,
                        namespaceId,
                        summary(row, n),
                        PackedManifest.blockCount(row.getLong("packed")),
                        row.getBytes("head")))
                .optional();
    }

    /** How many blocks the manifest of a version has, each as often as it occurs; reads none of them. 0 if there is no such version. */
    public int blockCount(UUID namespaceId, UUID entryId, long number) {
        return jdbc.sql(
                        "SELECT octet_length(manifest) FROM version WHERE namespace_id = ? AND entry_id = ? AND number = ?"
                                + " AND purged_at IS NULL")
                .params(namespaceId, entryId, number)
                .query(Long.class)
                .optional()
                .map(PackedManifest::blockCount)
                .orElse(0);
    }

    private static VersionSummary summary(ResultSet row, int n) throws SQLException {
        long restoredFrom = row.getLong("restored_from");
        boolean restored = !row.wasNull();
        return new VersionSummary(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getLong("size"),
                BlockId.of(row.getBytes("content_hash")),
                Rows.mimeType(row),
                Rows.instant(row, "created_at"),
                row.getObject("created_by", UUID.class),
                Rows.id(row, "device_id"),
                restored ? OptionalLong.of(restoredFrom) : OptionalLong.empty());
    }
}
