package io.holdfast.metadata.entry;

import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads entries of one namespace. Whether the caller may read that namespace is the caller's business. Safe for many threads. */
public final class Entries {
    /** Climbs from each entry to the root: its path, and when the nearest deleted entry on the way was deleted. */
    private static final String SELECT = """
            SELECT e.namespace_id, e.id, e.parent_id, e.name, e.name_key, e.type, e.version, e.size, e.content_hash, e.mime_type,
                   e.created_at, e.updated_at, e.modified_by, e.modified_device, e.seq, above.path, above.gone_at
              FROM entry e CROSS JOIN LATERAL (
                   WITH RECURSIVE up (id, parent_id, name, deleted_at, height) AS (
                        SELECT e.id, e.parent_id, e.name, e.deleted_at, 0
                        UNION ALL
                        SELECT p.id, p.parent_id, p.name, p.deleted_at, up.height + 1
                          FROM up JOIN entry p ON p.namespace_id = e.namespace_id AND p.id = up.parent_id)
                   SELECT '/' || coalesce(string_agg(name, '/' ORDER BY height DESC) FILTER (WHERE parent_id IS NOT NULL), '')
                              AS path,
                          (array_agg(deleted_at ORDER BY height) FILTER (WHERE deleted_at IS NOT NULL))[1] AS gone_at
                     FROM up) above
             WHERE e.namespace_id = :namespace AND e.purged_at IS NULL""";

    private static final String ID_BY_PATH = """
            WITH RECURSIVE walk (id, depth) AS (
                 SELECT root_id, 0 FROM namespace WHERE id = :namespace
                 UNION ALL
                 SELECT e.id, walk.depth + 1
                   FROM walk JOIN entry e ON e.namespace_id = :namespace AND e.parent_id = walk.id
                        AND e.name_key = (CAST(:keys AS text[]))[walk.depth + 1] AND e.deleted_at IS NULL)
            SELECT id FROM walk WHERE depth = :depth""";

    private final JdbcClient jdbc;

    public Entries(Database database) {
        this.jdbc = database.client();
    }

    /** The entry, in the trash or not. */
    public Optional<Entry> byId(UUID namespaceId, UUID id) {
        return jdbc.sql(SELECT + " AND e.id = :id")
                .param("namespace", namespaceId)
                .param("id", id)
                .query(Rows::entry)
                .optional();
    }

    /** The entries with these ids, in the trash or not, in no order; in one round trip. */
    public List<Entry> byIds(UUID namespaceId, Collection<UUID> ids) {
        return jdbc.sql(SELECT + " AND e.id = ANY (:ids)")
                .param("namespace", namespaceId)
                .param("ids", Sql.uuids(ids))
                .query(Rows::entry)
                .list();
    }

    /** What stands at the path now, whatever the case it is asked in; never something in the trash. */
    public Optional<Entry> byPath(UUID namespaceId, EntryPath path) {
        List<String> keys = path.names().stream().map(EntryName::key).toList();
        return jdbc.sql(SELECT + " AND e.id = (" + ID_BY_PATH + ")")
                .param("namespace", namespaceId)
                .param("keys", Sql.texts(keys))
                .param("depth", keys.size())
                .query(Rows::entry)
                .optional();
    }

    /**
     * What stands in a folder, in the order of {@code nameKey}.
     *
     * @param afterKey the last key of the page before, or empty for the first page
     */
    public List<Entry> children(UUID namespaceId, UUID folderId, String afterKey, int limit) {
        return jdbc.sql(SELECT + " AND e.parent_id = :folder AND e.deleted_at IS NULL AND e.name_key > :after"
                        + " ORDER BY e.name_key LIMIT :limit")
                .param("namespace", namespaceId)
                .param("folder", folderId)
                .param("after", afterKey)
                .param("limit", limit)
                .query(Rows::entry)
                .list();
    }

    /**
     * What was put into the trash, last first: the entries under whose id it was put there. Something that lies in a folder in the
     * trash is only listed if it went there before, by itself.
     *
     * @param before the last one of the page before, or {@link TrashPosition#START}
     */
    public List<Entry> trash(UUID namespaceId, TrashPosition before, int limit) {
        return jdbc.sql(SELECT + " AND e.deleted_at IS NOT NULL AND (e.deleted_at, e.id) < (:time, :id)"
                        + " ORDER BY e.deleted_at DESC, e.id DESC LIMIT :limit")
                .param("namespace", namespaceId)
                .param("time", Sql.time(before.deletedAt()))
                .param("id", before.entryId())
                .param("limit", limit)
                .query(Rows::entry)
                .list();
    }

    /**
     * The current state in the order of last change: entries with {@code afterSeq < seq <= headSeq} that are not in the trash. The
     * root is left out.
     */
    public List<Entry> state(UUID namespaceId, long afterSeq, long headSeq, int limit) {
        return jdbc.sql("SELECT * FROM (" + SELECT
                        + " AND e.seq > :after AND e.seq <= :head AND e.parent_id IS NOT NULL"
                        + " AND e.deleted_at IS NULL) s WHERE gone_at IS NULL ORDER BY seq, id LIMIT :limit")
                .param("namespace", namespaceId)
                .param("after", afterSeq)
                .param("head", headSeq)
                .param("limit", limit)
                .query(Rows::entry)
                .list();
    }

    /** The root folder of the namespace. */
    public Optional<UUID> rootId(UUID namespaceId) {
        return jdbc.sql("SELECT root_id FROM namespace WHERE id = ?")
                .param(namespaceId)
                .query(UUID.class)
                .optional();
    }
}
