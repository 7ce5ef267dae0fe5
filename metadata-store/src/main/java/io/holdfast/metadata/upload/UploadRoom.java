package io.holdfast.metadata.upload;

import io.holdfast.core.error.HoldfastException.QuotaExceeded;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.UUID;

/**
 * The room that open uploads hold within the quota of their namespace: the logical bytes that they said they would bring. Its lock is
 * taken after all others and only to take more; giving back waits for nobody. For the repositories of this module.
 */
public final class UploadRoom {
    private final Database database;
    private final Ambient ambient;

    public UploadRoom(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /**
     * Takes room for so many bytes, until the transaction or what it writes gives it back.
     *
     * @throws QuotaExceeded if they do not fit beside what is used and what open uploads hold
     */
    void take(UUID namespace, long bytes) {
        if (bytes == 0) {
            return;
        }
        Figures figures = database.client()
                .sql("SELECT * FROM take_room(?, ?)")
                .param(namespace)
                .param(bytes)
                .query((row, n) -> new Figures(
                        row.getBoolean("r_fits"),
                        row.getLong("r_quota"),
                        row.getLong("r_used"),
                        row.getLong("r_reserved")))
                .single();
        if (!figures.fits()) {
            throw new QuotaExceeded(figures.quotaBytes(), figures.usedBytes(), figures.reservedBytes(), bytes);
        }
        ambient.hit("room.taken");
    }

    /**
     * Makes an open upload hold exactly so many bytes. The caller holds its lock and has read it since.
     *
     * @throws QuotaExceeded if that is more than before and does not fit
     */
    public void resize(Upload upload, long bytes) {
        if (bytes == upload.reservedBytes()) {
            return;
        }
        database.client()
                .sql("UPDATE upload_session SET reserved_bytes = ? WHERE id = ?")
                .params(bytes, upload.id())
                .update();
        if (bytes > upload.reservedBytes()) {
            take(upload.namespaceId(), bytes - upload.reservedBytes());
        } else {
            database.client()
                    .sql("INSERT INTO upload_return (namespace_id, bytes) VALUES (?, ?)")
                    .params(upload.namespaceId(), upload.reservedBytes() - bytes)
                    .update();
        }
    }

    /** Closes open uploads and gives back what they held. The caller holds their locks. */
    public void close(Collection<UUID> uploads, UploadState state) {
        database.client()
                .sql("""
                        WITH closed AS (
                            UPDATE upload_session SET state = ? WHERE id = ANY (?) AND state = 'O'
                            RETURNING namespace_id, reserved_bytes
                        )
                        INSERT INTO upload_return (namespace_id, bytes)
                        SELECT namespace_id, sum(reserved_bytes) FROM closed GROUP BY 1 HAVING sum(reserved_bytes) > 0
                        """)
                .param(String.valueOf(state.letter()))
                .param(Sql.uuids(uploads))
                .update();
    }

    private record Figures(boolean fits, long quotaBytes, long usedBytes, long reservedBytes) {}
}
