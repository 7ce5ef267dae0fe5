package io.holdfast.batch.lake;

import java.time.Instant;

/**
 * Which files are in the trash. Asked of PostgreSQL and not of {@code log.changes}: deleting a folder is one journal entry for
 * any number of files below it, so the log would have to be replayed into a tree; PostgreSQL has the tree and an index of what
 * is in the trash, and its answer does not lag.
 */
public final class Trash {
    private Trash() {}

    /** SQL for the files that are in the trash since then or longer, by themselves or with a folder above: {@code namespace_id, file_id}. */
    public static String filesSince(Instant deletedBefore) {
        return """
                WITH RECURSIVE trashed AS (
                    SELECT namespace_id, id, type FROM entry
                     WHERE deleted_at <= timestamptz '<deletedBefore>' AND purged_at IS NULL
                    UNION
                    SELECT e.namespace_id, e.id, e.type
                      FROM entry e JOIN trashed t ON e.namespace_id = t.namespace_id AND e.parent_id = t.id
                )
                SELECT namespace_id::text AS namespace_id, id::text AS file_id FROM trashed WHERE type = 'F'
                """.replace("<deletedBefore>", deletedBefore.toString());
    }
}
