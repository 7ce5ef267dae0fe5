package io.holdfast.metadata.tree;

import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Actor;
import java.util.UUID;

/** Writes where an entry stands. The caller holds the lock of the namespace and has decided. */
final class Placing {
    private final Database database;
    private final Ambient ambient;

    Placing(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Puts an entry, in the trash or not, into a folder; what lies below goes with it. */
    void place(UUID namespace, UUID entry, Place place, long seq, Actor actor) {
        database.client()
                .sql("""
                        UPDATE entry
                           SET parent_id = ?, name = ?, name_key = ?, deleted_at = NULL, deleted_seq = NULL, seq = ?,
                               updated_at = ?, modified_by = ?, modified_device = ?
                         WHERE namespace_id = ? AND id = ?
                        """)
                .param(place.folderId())
                .param(place.name().value())
                .param(place.name().key())
                .param(seq)
                .param(Sql.time(ambient.now()))
                .param(actor.accountId())
                .param(actor.deviceId().orElse(null))
                .param(namespace)
                .param(entry)
                .update();
    }

    /** The journal number of the last change of an entry. */
    long lastSeq(UUID namespace, UUID entry) {
        return database.client()
                .sql("SELECT seq FROM entry WHERE namespace_id = ? AND id = ?")
                .param(namespace)
                .param(entry)
                .query(Long.class)
                .single();
    }

    /** A name in a folder. */
    record Place(UUID folderId, EntryName name) {}
}
