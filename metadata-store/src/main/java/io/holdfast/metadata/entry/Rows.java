package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From columns to values; what may be NULL becomes an Optional. */
final class Rows {
    private Rows() {}

    static Entry entry(ResultSet row, int n) throws SQLException {
        return new Entry(
                row.getObject("namespace_id", UUID.class),
                row.getObject("id", UUID.class),
                id(row, "parent_id"),
                row.getString("path"),
                row.getString("name"),
                row.getString("name_key"),
                EntryType.ofCode(row.getString("type")),
                row.getLong("version"),
                row.getLong("size"),
                hash(row, "content_hash"),
                mimeType(row),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                id(row, "modified_by"),
                id(row, "modified_device"),
                row.getLong("seq"),
                time(row, "gone_at"));
    }

    static Optional<UUID> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Empty, too, where nobody said one. */
    static Optional<String> mimeType(ResultSet row) throws SQLException {
        return text(row, "mime_type").filter(type -> !type.isEmpty());
    }

    static Optional<BlockId> hash(ResultSet row, String column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return Optional.ofNullable(bytes).map(BlockId::of);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
