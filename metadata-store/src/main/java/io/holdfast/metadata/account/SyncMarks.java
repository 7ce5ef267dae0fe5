package io.holdfast.metadata.account;

import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When each device last said that it is in step. Safe for many threads. */
public final class SyncMarks {
    private final JdbcClient jdbc;

    public SyncMarks(Database database) {
        this.jdbc = database.client();
    }

    /**
     * The device is in step now.
     *
     * @return when it was before; empty for the first time
     */
    public Optional<Instant> synced(UUID deviceId, Instant now) {
        return jdbc.sql("""
                        UPDATE device d SET last_sync_at = GREATEST(old.last_sync_at, ?)
                          FROM (SELECT id, last_sync_at FROM device WHERE id = ? FOR NO KEY UPDATE) old
                         WHERE d.id = old.id RETURNING old.last_sync_at AS before""")
                .params(Sql.time(now), deviceId)
                .query((row, n) -> Sql.optionalInstant(row, "before"))
                .optional()
                .flatMap(before -> before);
    }
}
