package io.holdfast.metadata.database;

import io.holdfast.core.block.BlockId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Our values as PostgreSQL's, and back. A batch travels as one array a column, never as one statement a row. */
public final class Sql {
    private Sql() {}

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(Sql::time).orElse(null);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Optional<UUID> optionalUuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    public static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    public static BlockId hash(ResultSet row, String column) throws SQLException {
        return BlockId.of(row.getBytes(column));
    }

    public static SqlArrayValue hashes(Collection<BlockId> hashes) {
        return new SqlArrayValue(
                "bytea", (Object[]) hashes.stream().map(BlockId::bytes).toArray(byte[][]::new));
    }

    public static SqlArrayValue uuids(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    public static SqlArrayValue longs(Collection<Long> values) {
        return new SqlArrayValue("int8", values.toArray());
    }

    public static SqlArrayValue ints(Collection<Integer> values) {
        return new SqlArrayValue("int4", values.toArray());
    }

    public static SqlArrayValue texts(Collection<String> values) {
        return new SqlArrayValue("text", (Object[]) values.toArray(String[]::new));
    }
}
