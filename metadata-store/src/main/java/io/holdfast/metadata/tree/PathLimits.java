package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Database;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keeps the limits of paths for what lies in a folder that is put elsewhere. A namespace knows bounds that no path of its passes,
 * so a move need not look at what lies below, unless it brings the bounds themselves to a limit; then it looks. The caller holds
 * the lock of the namespace.
 */
final class PathLimits {
    private final Database database;

    PathLimits(Database database) {
        this.database = database;
    }

    /**
     * For a move of an entry that is not in the trash.
     *
     * @throws InvalidRequest if something below would have a path that is too long or too deep
     */
    void requireFit(UUID namespace, EntryRow entry, EntryPath from, EntryPath to) {
        Size grown = Size.of(to).minus(Size.of(from));
        if (!entry.isFolder() || (grown.bytes() <= 0 && grown.depth() <= 0)) {
            return;
        }
        Size bound = bound(namespace).plus(grown);
        if (bound.fits()) {
            raise(namespace, bound);
        } else {
            requireFitBelow(namespace, entry, to);
        }
    }

    /**
     * Looks at everything below: for what comes out of the trash, which the bounds do not cover.
     *
     * @throws InvalidRequest if something would have a path that is too long or too deep
     */
    void requireFitBelow(UUID namespace, EntryRow entry, EntryPath to) {
        Size longest = Size.of(to).plus(below(namespace, entry.id()));
        if (!longest.fits()) {
            throw new InvalidRequest(
                    "path",
                    "in '" + to + "' paths would have up to " + longest.bytes() + " bytes and " + longest.depth()
                            + " names; the limits are " + EntryPath.MAX_BYTES + " and " + EntryPath.MAX_DEPTH);
        }
        raise(namespace, longest);
    }

    private Size bound(UUID namespace) {
        return database.client()
                .sql("SELECT longest_path, deepest_path FROM namespace WHERE id = ?")
                .param(namespace)
                .query((row, n) -> new Size(row.getInt(1), row.getInt(2)))
                .single();
    }

    private void raise(UUID namespace, Size size) {
        database.client()
                .sql("""
                        UPDATE namespace
                           SET longest_path = greatest(longest_path, ?), deepest_path = greatest(deepest_path, ?)
                         WHERE id = ?
                        """)
                .param(size.bytes())
                .param(size.depth())
                .param(namespace)
                .update();
    }

    private Size below(UUID namespace, UUID entry) {
        return database.client()
                .sql("""
                        WITH RECURSIVE down (id, type, bytes, depth) AS (
                            SELECT e.id, e.type, 0, 0 FROM entry e WHERE e.namespace_id = :namespace AND e.id = :entry
                            UNION ALL
                            SELECT child.id, child.type, down.bytes + 1 + octet_length(child.name), down.depth + 1
                              FROM down CROSS JOIN LATERAL (
                                  SELECT e.id, e.type, e.name FROM entry e
                                   WHERE e.namespace_id = :namespace AND e.parent_id = down.id AND e.deleted_at IS NULL
                                  OFFSET 0) child
                             WHERE down.type = 'D'
                        )
                        SELECT max(bytes), max(depth) FROM down
                        """)
                .param("namespace", namespace)
                .param("entry", entry)
                .query((row, n) -> new Size(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** Of a path, or of what one path is longer than another by. */
    private record Size(int bytes, int depth) {
        static Size of(EntryPath path) {
            return new Size(
                    path.toString().getBytes(StandardCharsets.UTF_8).length,
                    path.names().size());
        }

        Size plus(Size other) {
            return new Size(bytes + other.bytes, depth + other.depth);
        }

        Size minus(Size other) {
            return new Size(bytes - other.bytes, depth - other.depth);
        }

        boolean fits() {
            return bytes <= EntryPath.MAX_BYTES && depth <= EntryPath.MAX_DEPTH;
        }
    }
}
