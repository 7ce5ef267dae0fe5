package io.holdfast.lakehouse.postgres;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.VersionEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads events out of PostgreSQL's journal, which is their truth: the relay publishes them from here, and consumers fill a gap
 * from here. Plain JDBC, so that a job needs no more than the driver.
 */
public final class JournalReader {
    private static final String VERSIONS = """
            SELECT j.namespace_id, j.seq, j.ref_seq, j.action, j.entry_id, j.version_id, v.number, n.owner_id, j.device_id,
                   v.path, v.mime_type, v.size, v.content_hash, v.manifest, v.uploaded, j.occurred_at, j.reason
              FROM journal j
              JOIN version v ON v.namespace_id = j.namespace_id AND v.id = j.version_id
              JOIN namespace n ON n.id = j.namespace_id
             WHERE j.namespace_id = ? AND j.ref_seq > ? AND j.ref_seq <= ?
             ORDER BY j.ref_seq
             LIMIT ?
            """;
    private static final String CHANGES = """
            SELECT j.namespace_id, j.seq, j.entry_id, j.action, j.type, j.path, j.old_path, j.version, j.size,
                   j.content_hash, j.account_id, j.device_id, j.occurred_at, n.owner_id, j.parent_id, j.name
              FROM journal j
              JOIN namespace n ON n.id = j.namespace_id
             WHERE j.namespace_id = ? AND j.seq > ? AND j.seq <= ? AND j.action <> 'purged'
             ORDER BY j.seq
             LIMIT ?
            """;

    private static final String COUNT = """
            SELECT count(*) FROM journal WHERE namespace_id = ? AND seq > ? AND seq <= ?
            """;

    private JournalReader() {}

    /** Reference changes with {@code after < ref_seq <= upTo}, in order, at most {@code limit}. */
    public static List<VersionEvent> versions(Connection connection, UUID namespace, long after, long upTo, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VERSIONS)) {
            List<VersionEvent> events = new ArrayList<>();
            try (ResultSet rows = query(statement, namespace, after, upTo, limit)) {
                while (rows.next()) {
                    events.add(version(rows));
                }
            }
            return events;
        }
    }

    /** Journal entries that clients see with {@code after < seq <= upTo}, in order, at most {@code limit}. */
    public static List<ChangeEvent> changes(Connection connection, UUID namespace, long after, long upTo, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
            List<ChangeEvent> events = new ArrayList<>();
            try (ResultSet rows = query(statement, namespace, after, upTo, limit)) {
                while (rows.next()) {
                    events.add(change(rows));
                }
            }
            return events;
        }
    }

    /** How many journal entries of any kind there are with {@code after < seq <= upTo}: all of them, unless some are lost. */
    public static long count(Connection connection, UUID namespace, long after, long upTo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, namespace);
            statement.setLong(2, after);
            statement.setLong(3, upTo);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static ResultSet query(PreparedStatement statement, UUID namespace, long after, long upTo, int limit)
            throws SQLException {
        statement.setObject(1, namespace);
        statement.setLong(2, after);
        statement.setLong(3, upTo);
        statement.setInt(4, limit);
        return statement.executeQuery();
    }

    private static VersionEvent version(ResultSet row) throws SQLException {
        boolean purge = row.getString("action").equals("purged");
        return new VersionEvent(
                purge ? VersionEvent.Kind.PURGED : VersionEvent.Kind.COMMITTED,
                row.getObject("namespace_id", UUID.class),
                row.getLong("seq"),
                row.getLong("ref_seq"),
                row.getObject("entry_id", UUID.class),
                row.getObject("version_id", UUID.class),
                row.getLong("number"),
                row.getObject("owner_id", UUID.class),
                uuid(row, "device_id"),
                row.getString("path"),
                text(row.getString("mime_type")),
                row.getLong("size"),
                BlockId.of(row.getBytes("content_hash")),
                Manifest.unpack(row.getBytes("manifest")),
                purge ? 0 : row.getLong("uploaded"),
                instant(row),
                text(row.getString("reason")));
    }

    private static ChangeEvent change(ResultSet row) throws SQLException {
        return new ChangeEvent(
                row.getObject("namespace_id", UUID.class),
                row.getLong("seq"),
                row.getObject("entry_id", UUID.class),
                row.getString("action"),
                row.getString("type").equals("F") ? "file" : "folder",
                row.getString("path"),
                Optional.ofNullable(row.getString("old_path")),
                row.getLong("version"),
                row.getLong("size"),
                Optional.ofNullable(row.getBytes("content_hash")).map(BlockId::of),
                uuid(row, "account_id"),
                uuid(row, "device_id"),
                instant(row),
                uuid(row, "owner_id"),
                uuid(row, "parent_id"),
                Optional.ofNullable(row.getString("name")));
    }

    private static Optional<UUID> uuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("occurred_at", OffsetDateTime.class).toInstant();
    }
}
