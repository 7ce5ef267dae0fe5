package io.holdfast.metadata;

import io.holdfast.core.block.ObjectName;
import io.holdfast.metadata.database.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold after every test, whatever it did. */
public final class Invariants {
    /** Each query finds what must not be. */
    private static final Map<String, String> NEVER = Map.ofEntries(
            Map.entry("a reference without a block row", """
                    SELECT r.hash::text FROM block_ref r LEFT JOIN block b USING (domain, hash) WHERE b.hash IS NULL
                    """),
            Map.entry("a block row whose generation has a delete intent", """
                    SELECT b.hash::text FROM block b JOIN delete_intent i ON i.gen IN (b.gen, b.object_gen)
                    """),
            Map.entry("evidence that differs from the references", """
                    WITH refs AS (
                        SELECT v.namespace_id, r.hash, count(*) AS refs
                          FROM block_ref r JOIN version v ON v.id = r.version_id GROUP BY 1, 2)
                    SELECT coalesce(n.hash, r.hash)::text FROM namespace_block n FULL JOIN refs r USING (namespace_id, hash)
                     WHERE n.refs IS DISTINCT FROM r.refs
                    """),
            Map.entry("a journal with a gap in seq", """
                    SELECT n.id::text FROM namespace n LEFT JOIN journal j ON j.namespace_id = n.id
                     GROUP BY n.id, n.head_seq HAVING count(j.seq) <> n.head_seq OR coalesce(max(j.seq), 0) <> n.head_seq
                    """),
            Map.entry("a journal with a gap in ref_seq", """
                    SELECT n.id::text FROM namespace n LEFT JOIN journal j ON j.namespace_id = n.id
                     GROUP BY n.id, n.ref_head
                    HAVING count(j.ref_seq) <> n.ref_head OR coalesce(max(j.ref_seq), 0) <> n.ref_head
                    """),
            Map.entry("a path that passes the bounds of its namespace", """
                    WITH RECURSIVE down (namespace_id, id, bytes, depth) AS (
                        SELECT namespace_id, id, 0, 0 FROM entry WHERE parent_id IS NULL
                        UNION ALL
                        SELECT e.namespace_id, e.id, down.bytes + 1 + octet_length(e.name), down.depth + 1
                          FROM down
                          JOIN entry e ON e.namespace_id = down.namespace_id AND e.parent_id = down.id
                         WHERE e.deleted_at IS NULL
                    )
                    SELECT down.id::text FROM down JOIN namespace n ON n.id = down.namespace_id
                     WHERE down.bytes > n.longest_path OR down.depth > n.deepest_path
                    """),
            Map.entry("a namespace to publish that is not marked", """
                    SELECT id::text FROM namespace WHERE head_seq > published_seq
                       AND id NOT IN (SELECT namespace_id FROM dirty_namespace)
                    """),
            Map.entry("a usage that is not what a recount gives", """
                    WITH counted AS (
                        SELECT n.id,
                               (SELECT coalesce(sum(b.size), 0) FROM namespace_block nb
                                  JOIN block b ON b.domain = 0 AND b.hash = nb.hash WHERE nb.namespace_id = n.id) AS unique_bytes,
                               (SELECT count(*) FROM entry e
                                 WHERE e.namespace_id = n.id AND e.type = 'F' AND e.purged_at IS NULL) AS files,
                               (SELECT count(*) FROM version v
                                 WHERE v.namespace_id = n.id AND v.purged_at IS NULL) AS versions
                          FROM namespace n)
                    SELECT (n.unique_bytes, n.file_count, n.version_count)::text || ' is not '
                           || (c.unique_bytes, c.files, c.versions)::text
                      FROM namespace n JOIN counted c USING (id)
                     WHERE (n.unique_bytes, n.file_count, n.version_count) <> (c.unique_bytes, c.files, c.versions)
                    """),
            Map.entry("room that is not what open uploads hold", """
                    SELECT n.id || ': ' || coalesce(r.reserved_bytes, 0) || ' is not ' || open.bytes || ' + ' || back.bytes
                      FROM namespace n
                      LEFT JOIN upload_room r ON r.namespace_id = n.id,
                           LATERAL (SELECT coalesce(sum(s.reserved_bytes), 0) AS bytes FROM upload_session s
                                     WHERE s.namespace_id = n.id AND s.state = 'O') open,
                           LATERAL (SELECT coalesce(sum(u.bytes), 0) AS bytes FROM upload_return u
                                     WHERE u.namespace_id = n.id) back
                     WHERE coalesce(r.reserved_bytes, 0) <> open.bytes + back.bytes
                    """),
            Map.entry("an open upload that holds less than its files need", """
                    SELECT s.id::text FROM upload_session s JOIN upload_file f ON f.session_id = s.id
                     WHERE s.state = 'O' AND f.outcome IS NULL GROUP BY s.id, s.reserved_bytes HAVING sum(f.size) > s.reserved_bytes
                    """),
            Map.entry("accounts that are not exact", """
                    WITH RECURSIVE tree AS (
                        SELECT namespace_id, id, deleted_at IS NOT NULL AS trashed FROM entry WHERE parent_id IS NULL
                        UNION ALL
                        SELECT e.namespace_id, e.id, t.trashed OR e.deleted_at IS NOT NULL FROM tree t
                          JOIN entry e ON e.namespace_id = t.namespace_id AND e.parent_id = t.id
                    ), sums AS (
                        SELECT t.namespace_id,
                               coalesce(sum(v.size) FILTER (WHERE NOT trashed AND v.id = e.current_version), 0) AS current,
                               coalesce(sum(v.size) FILTER (WHERE NOT trashed AND v.id <> e.current_version), 0) AS older,
                               coalesce(sum(v.size) FILTER (WHERE trashed), 0) AS trash
                          FROM tree t
                          JOIN entry e ON e.namespace_id = t.namespace_id AND e.id = t.id
                          LEFT JOIN version v ON v.namespace_id = e.namespace_id AND v.entry_id = e.id AND v.purged_at IS NULL
                         GROUP BY 1
                    )
                    SELECT n.id || ' ' || (n.current_bytes, n.version_bytes, n.trash_bytes)::text || ' is not '
                           || (s.current, s.older, s.trash)::text
                      FROM namespace n JOIN sums s ON s.namespace_id = n.id
                     WHERE (n.current_bytes, n.version_bytes, n.trash_bytes) <> (s.current, s.older, s.trash)
                    """));

    private Invariants() {}

    /** Everything that must hold at any moment when nobody is in the middle of something. */
    public static void assertSound(World world) {
        NEVER.forEach((what, sql) -> assertThat(
                        world.database.client().sql(sql).query(String.class).list())
                .as(what)
                .isEmpty());
        assertThat(danglingReferences(world))
                .as("referenced blocks whose object is gone")
                .isEmpty();
    }

    /** What referenced blocks point at and is not on the store, as an object or as a slice. */
    public static List<ObjectName> danglingReferences(World world) {
        List<ObjectName> dangling = new ArrayList<>(world.database
                .client()
                .sql("SELECT DISTINCT b.hash, b.gen FROM block b JOIN block_ref r USING (domain, hash)")
                .query((row, n) -> new ObjectName(Sql.hash(row, "hash"), row.getLong("gen")))
                .list());
        dangling.removeIf(world.objects::contains);
        return dangling;
    }
}
