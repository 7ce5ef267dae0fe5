package io.holdfast.metadata.entry;

/**
 * The SQL that finds what goes and comes with an entry: it, and what lies below that is not in the trash by itself.
 *
 * <p>The planner cannot know how many entries that are and fears thousands. {@code OFFSET 0} and the array make it follow the
 * indexes, so that the cost grows with what is found and not with the namespace.
 */
public final class Subtree {
    /** Begins a statement: a table {@code down (id)} by the parameters {@code :namespace} and {@code :entry}. */
    public static final String DOWN = """
            WITH RECURSIVE down AS (
                SELECT id FROM entry WHERE namespace_id = :namespace AND id = :entry
                UNION ALL
                SELECT child.id FROM down CROSS JOIN LATERAL (
                    SELECT e.id FROM entry e
                     WHERE e.namespace_id = :namespace AND e.parent_id = down.id AND e.deleted_at IS NULL
                    OFFSET 0) child
            )
            """;

    /** What to compare an id with, after {@link #DOWN}. */
    public static final String ANY_DOWN = "ANY (ARRAY(SELECT id FROM down))";

    private Subtree() {}
}
