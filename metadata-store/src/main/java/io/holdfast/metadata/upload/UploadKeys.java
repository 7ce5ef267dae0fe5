package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.answer.StoredAnswers;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds uploads by what a client knows of them: the key it chose, the block it is about to send. Thread safe. */
public final class UploadKeys {
    /** A committed upload lets go of its key before its stored answer does: who is granted the key anew never finds an old upload. */
    static final Duration COMMITTED = StoredAnswers.LIFETIME.minusHours(1);

    private final Database database;
    private final Ambient ambient;

    public UploadKeys(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /**
     * The upload that this account opened with this idempotency key. An aborted or expired one lets go of its key, so that a client may
     * try again; so does a committed one that was opened 23 hours ago.
     */
    public Optional<UUID> find(UUID accountId, String key) {
        database.client()
                .sql("UPDATE upload_session SET idempotency_key = NULL"
                        + " WHERE account_id = ? AND idempotency_key = ?"
                        + " AND (state IN ('A', 'E') OR (state = 'C' AND opened_at < ?))")
                .params(accountId, key, Sql.time(ambient.now().minus(COMMITTED)))
                .update();
        return database.client()
                .sql("SELECT id FROM upload_session WHERE account_id = ? AND idempotency_key = ?")
                .params(accountId, key)
                .query(UUID.class)
                .optional();
    }

    /** The sizes under which this upload asked for these blocks; those that the probe found no need for are not in the answer. */
    public Map<BlockId, Integer> ticketSizes(UUID uploadId, Collection<BlockId> hashes) {
        Map<BlockId, Integer> sizes = new HashMap<>();
        database.client()
                .sql("SELECT DISTINCT hash, size FROM upload_ticket WHERE session_id = ? AND hash = ANY (?)")
                .param(uploadId)
                .param(Sql.hashes(hashes))
                .query((row, n) -> sizes.put(Sql.hash(row, "hash"), row.getInt("size")))
                .list();
        return sizes;
    }
}
