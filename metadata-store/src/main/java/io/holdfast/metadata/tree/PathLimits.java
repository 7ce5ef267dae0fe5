package io.holdfast.metadata.tree;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Database;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keeps the limits of paths for what lies in a folder that is put elsewhere. A namespace knows bounds that no path of its passes,
 * so a move need not look at what lies below. Each move raises the bounds by what it makes paths longer, so in time they are far from
 * every path: when they come to a limit they are found out anew, once, and only if they do not help then does a move look at what lies
 * below. The caller holds the lock of the namespace.
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
        Bound bound = bound(namespace);
        if (!bound.size().plus(grown).fits() && bound.kind() == Kind.RAISED) {
            bound = new Bound(recount(namespace), Kind.COUNTED);
        }
        Size raised = bound.size().plus(grown);
        if (raised.fits()) {
            raise(namespace, raised, Kind.RAISED);
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
        raise(namespace, longest, Kind.COUNTED);
    }

    private Bound bound(UUID namespace) {
        return database.client()
                .sql("SELECT longest_path, deepest_path, bounds_raised FROM namespace WHERE id = ?")
                .param(namespace)
                .query((row, n) -> new Bound(
                        new Size(row.getInt(1), row.getInt(2)), row.getBoolean(3) ? Kind.RAISED : Kind.COUNTED))
                .single();
    }

    /** Finds out how long and how deep the paths of a namespace really are, and keeps that as its bounds. */
    private Size recount(UUID namespace) {
        UUID root = database.client()
                .sql("SELECT root_id FROM namespace WHERE id = ?")
                .param(namespace)
                .query(UUID.class)
                .single();
        Size below = below(namespace, root);
        Size exact = new Size(Math.max(1, below.bytes()), below.depth());
        database.client()
                .sql("UPDATE namespace SET longest_path = ?, deepest_path = ?, bounds_raised = false WHERE id = ?")
                .params(exact.bytes(), exact.depth(), namespace)
                .update();
        return exact;
    }

    private void raise(UUID namespace, Size size, Kind kind) {
        database.client()
                .sql("""
                        UPDATE namespace
                           SET longest_path = greatest(longest_path, ?), deepest_path = greatest(deepest_path, ?),
                               bounds_raised = bounds_raised OR ?
                         WHERE id = ?
                        """)
                .param(size.bytes())
                .param(size.depth())
                .param(kind == Kind.RAISED)
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

    /** Whether a bound was ever raised by more than a path has grown, since it was found out. */
    private enum Kind {
        RAISED,
        COUNTED
    }

    private record Bound(Size size, Kind kind) {}

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
