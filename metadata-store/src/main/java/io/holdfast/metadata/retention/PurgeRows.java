package io.holdfast.metadata.retention;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The SQL of purging. The caller holds the lock of the namespace. */
final class PurgeRows {
    private final Database database;
    private final Ambient ambient;

    PurgeRows(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    /** Empty if there is no such version, or it is purged. */
    Optional<VersionFacts> facts(UUID namespace, UUID version) {
        return database.client()
                .sql("""
                        WITH RECURSIVE up AS (
                            SELECT e.parent_id, e.deleted_at FROM version v
                              JOIN entry e ON e.namespace_id = v.namespace_id AND e.id = v.entry_id
                             WHERE v.namespace_id = :namespace AND v.id = :version
                            UNION ALL
                            SELECT e.parent_id, e.deleted_at FROM up
                              JOIN entry e ON e.namespace_id = :namespace AND e.id = up.parent_id
                        )
                        SELECT v.namespace_id, v.entry_id, v.id, v.number, v.size, v.created_at,
                               v.id = e.current_version AS current,
                               (SELECT count(*) FROM version n
                                 WHERE n.namespace_id = v.namespace_id AND n.entry_id = v.entry_id AND n.number > v.number
                                   AND n.purged_at IS NULL) AS newer,
                               (SELECT min(deleted_at) FROM up) AS trashed_at
                          FROM version v
                          JOIN entry e ON e.namespace_id = v.namespace_id AND e.id = v.entry_id
                         WHERE v.namespace_id = :namespace AND v.id = :version AND v.purged_at IS NULL
                        """)
                .param("namespace", namespace)
                .param("version", version)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Takes the references of a version away and says so in the journal. */
    void purge(VersionFacts version, String reason) {
        Collection<BlockId> hashes = manifest(version).distinct().keySet();
        database.client()
                .sql("DELETE FROM block_ref WHERE domain = 0 AND hash = ANY (?) AND version_id = ?")
                .param(Sql.hashes(hashes))
                .param(version.versionId())
                .update();
        ambient.hit("purge.afterRefs");
        database.client()
                .sql("DELETE FROM namespace_block WHERE namespace_id = ? AND hash = ANY (?) AND refs = 1")
                .param(version.namespaceId())
                .param(Sql.hashes(hashes))
                .update();
        database.client()
                .sql("UPDATE namespace_block SET refs = refs - 1 WHERE namespace_id = ? AND hash = ANY (?)")
                .param(version.namespaceId())
                .param(Sql.hashes(hashes))
                .update();
        record(version, reason);
    }

    /**
     * Since when an entry is in the trash that was put there itself, or a folder above it, whichever came first.
     *
     * @throws NotFound if it was not put there
     */
    Instant trashedAt(UUID namespace, UUID entry) {
        return database.client()
                .sql("""
                        WITH RECURSIVE up AS (
                            SELECT e.parent_id, e.deleted_at FROM entry e
                             WHERE e.namespace_id = :namespace AND e.id = :entry AND e.deleted_at IS NOT NULL
                            UNION ALL
                            SELECT e.parent_id, e.deleted_at FROM up
                              JOIN entry e ON e.namespace_id = :namespace AND e.id = up.parent_id
                        )
                        SELECT min(deleted_at) AS trashed_at FROM up HAVING count(*) > 0
                        """)
                .param("namespace", namespace)
                .param("entry", entry)
                .query((row, n) -> Sql.instant(row, "trashed_at"))
                .optional()
                .orElseThrow(() -> new NotFound("there is no " + entry + " in the trash"));
    }

    Kind kind(UUID namespace, UUID entry) {
        return database.client()
                .sql("SELECT type FROM entry WHERE namespace_id = ? AND id = ?")
                .params(namespace, entry)
                .query((row, n) -> Kind.of(row.getString("type")))
                .single();
    }

    /** The parents of those of these that went to the trash with their parent. */
    Map<UUID, UUID> parents(UUID namespace, Collection<UUID> entries) {
        Map<UUID, UUID> parents = new HashMap<>();
        database.client()
                .sql("SELECT id, parent_id FROM entry WHERE namespace_id = ? AND id = ANY (?) AND deleted_at IS NULL")
                .param(namespace)
                .param(Sql.uuids(entries))
                .query((row, n) -> parents.put(Sql.uuid(row, "id"), Sql.uuid(row, "parent_id")))
                .list();
        return parents;
    }

    /** The next of what went to the trash with a folder, by name, that is not buried yet. */
    Optional<Child> nextChild(UUID namespace, UUID folder, String afterKey) {
        return database.client()
                .sql("""
                        SELECT id, type, name_key FROM entry
                         WHERE namespace_id = ? AND parent_id = ? AND name_key > ? AND deleted_at IS NULL
                           AND purged_at IS NULL
                         ORDER BY name_key LIMIT 1
                        """)
                .params(namespace, folder, afterKey)
                .query((row, n) ->
                        new Child(Sql.uuid(row, "id"), row.getString("name_key"), Kind.of(row.getString("type"))))
                .optional();
    }

    /** The newest versions of a file below a number, the newest first. */
    List<VersionRow> versions(UUID namespace, UUID file, long belowNumber, int limit) {
        return database.client()
                .sql("""
                        SELECT v.id, v.number, v.size, v.created_at,
                               v.id = (SELECT e.current_version FROM entry e
                                        WHERE e.namespace_id = v.namespace_id AND e.id = v.entry_id) AS current
                          FROM version v
                         WHERE v.namespace_id = ? AND v.entry_id = ? AND v.number < ? AND v.purged_at IS NULL
                         ORDER BY v.number DESC LIMIT ?
                        """)
                .params(namespace, file, belowNumber, limit)
                .query((row, n) -> new VersionRow(
                        namespace,
                        file,
                        Sql.uuid(row, "id"),
                        row.getLong("number"),
                        row.getLong("size"),
                        Sql.instant(row, "created_at"),
                        row.getBoolean("current")))
                .list();
    }

    /** Makes tombstones of trashed entries of which no version and no child is left. */
    void bury(UUID namespace, Collection<UUID> entries) {
        if (entries.isEmpty()) {
            return;
        }
        database.client()
                .sql("""
                        WITH buried AS (
                            UPDATE entry SET purged_at = :now
                             WHERE namespace_id = :namespace AND id = ANY (:entries) AND purged_at IS NULL
                            RETURNING type
                        )
                        UPDATE namespace SET file_count = file_count - (SELECT count(*) FROM buried WHERE type = 'F')
                         WHERE id = :namespace
                        """)
                .param("namespace", namespace)
                .param("entries", Sql.uuids(entries))
                .param("now", Sql.time(ambient.now()))
                .update();
    }

    List<TrashedEntry> trashedBefore(Instant time, int limit) {
        return database.client()
                .sql("""
                        SELECT namespace_id, id, deleted_at FROM entry
                         WHERE deleted_at <= ? AND purged_at IS NULL ORDER BY deleted_at LIMIT ?
                        """)
                .param(Sql.time(time))
                .param(limit)
                .query((row, n) -> new TrashedEntry(
                        Sql.uuid(row, "namespace_id"), Sql.uuid(row, "id"), Sql.instant(row, "deleted_at")))
                .list();
    }

    private Manifest manifest(VersionFacts version) {
        return database.client()
                .sql("SELECT manifest FROM version WHERE namespace_id = ? AND id = ?")
                .param(version.namespaceId())
                .param(version.versionId())
                .query((row, n) -> Manifest.unpack(row.getBytes("manifest")))
                .single();
    }

    private void record(VersionFacts version, String reason) {
        String account = version.trashedAt().isPresent() ? "trash_bytes" : "version_bytes";
        database.client()
                .sql("""
                        WITH heads AS (
                            UPDATE namespace SET head_seq = head_seq + 1, ref_head = ref_head + 1, $account = $account - :size,
                                                 version_count = version_count - 1
                             WHERE id = :namespace RETURNING head_seq, ref_head
                        ), gone AS (
                            UPDATE version v SET purged_at = :now, purge_reason = :reason, purge_ref_seq = heads.ref_head
                              FROM heads WHERE v.namespace_id = :namespace AND v.id = :version
                            RETURNING v.*
                        ), dirty AS (
                            INSERT INTO dirty_namespace (namespace_id) VALUES (:namespace) ON CONFLICT DO NOTHING
                        )
                        INSERT INTO journal (namespace_id, seq, ref_seq, action, entry_id, type, version_id, version, path, size,
                                             content_hash, reason, occurred_at)
                        SELECT :namespace, heads.head_seq, heads.ref_head, 'purged', gone.entry_id, 'F', gone.id, gone.number,
                               gone.path, gone.size, gone.content_hash, :reason, :now
                          FROM heads, gone
                        """.replace("$account", account))
                .param("namespace", version.namespaceId())
                .param("version", version.versionId())
                .param("size", version.sizeBytes())
                .param("reason", reason)
                .param("now", Sql.time(ambient.now()))
                .update();
    }

    private static VersionFacts read(ResultSet row) throws SQLException {
        return new VersionFacts(
                Sql.uuid(row, "namespace_id"),
                Sql.uuid(row, "entry_id"),
                Sql.uuid(row, "id"),
                row.getLong("number"),
                row.getLong("size"),
                Sql.instant(row, "created_at"),
                row.getBoolean("current"),
                row.getLong("newer"),
                Sql.optionalInstant(row, "trashed_at"));
    }

    enum Kind {
        FILE,
        FOLDER;

        private static Kind of(String letter) {
            return letter.equals("D") ? FOLDER : FILE;
        }

        /** Where the purge of such an entry begins. */
        TrashPurge.Place start(UUID entry) {
            return this == FOLDER
                    ? new TrashPurge.Place.InFolder(entry, "", 0)
                    : new TrashPurge.Place.InFile(entry, Long.MAX_VALUE, 0);
        }
    }

    /** Something in a folder. */
    record Child(UUID id, String key, Kind kind) {}

    /** A version of a file in the trash. */
    record VersionRow(
            UUID namespaceId,
            UUID entryId,
            UUID versionId,
            long number,
            long sizeBytes,
            Instant createdAt,
            boolean current) {
        VersionFacts facts(Instant trashedAt) {
            return new VersionFacts(
                    namespaceId, entryId, versionId, number, sizeBytes, createdAt, current, 0, Optional.of(trashedAt));
        }
    }
}
