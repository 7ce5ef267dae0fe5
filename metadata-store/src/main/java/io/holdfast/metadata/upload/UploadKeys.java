package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds uploads by what a client knows of them: the key it chose, the block it is about to send. Thread safe. */
public final class UploadKeys {
    private final Database database;

    public UploadKeys(Database database) {
        this.database = database;
    }

    /**
     * The upload that this account opened with this idempotency key. An aborted or expired one lets go of its key, so that a client may
     * try again.
     */
    public Optional<UUID> find(UUID accountId, String key) {
        database.client()
                .sql("UPDATE upload_session SET idempotency_key = NULL"
                        + " WHERE account_id = ? AND idempotency_key = ? AND state IN ('A', 'E')")
                .params(accountId, key)
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
