package io.holdfast.metadata.tree;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Reads the tree of a namespace. What it says holds for as long as the caller holds the lock of the namespace. */
public final class Tree {
    static final String COLUMNS = """
            id, parent_id, name, type, current_version, version, size, content_hash, deleted_at, purged_at IS NOT NULL AS purged
            """;

    private final Database database;

    public Tree(Database database) {
        this.database = database;
    }

    /** The entry with this id, in the trash or not. */
    public Optional<EntryRow> find(UUID namespace, UUID entry) {
        return database.client()
                .sql("SELECT " + COLUMNS + " FROM entry WHERE namespace_id = ? AND id = ?")
                .param(namespace)
                .param(entry)
                .query((row, n) -> read(row))
                .optional();
    }

    /** What stands under this name in a folder, not counting the trash. */
    public Optional<EntryRow> child(UUID namespace, UUID folder, EntryName name) {
        return database.client()
                .sql("SELECT " + COLUMNS + """
                         FROM entry
                         WHERE namespace_id = ? AND parent_id = ? AND name_key = ? AND deleted_at IS NULL
                        """)
                .param(namespace)
                .param(folder)
                .param(name.key())
                .query((row, n) -> read(row))
                .optional();
    }

    /** The path of an entry; empty if it is in the trash, by itself or with a folder above it, or does not exist. */
    public Optional<EntryPath> livePath(UUID namespace, UUID entry) {
        return database.client()
                .sql("SELECT live_path(?, ?)")
                .param(namespace)
                .param(entry)
                .query((row, n) -> Optional.ofNullable(row.getString(1)).map(EntryPath::parse))
                .single();
    }

    /**
     * A folder that is not in the trash.
     *
     * @throws NotFound if there is none with this id
     * @throws InvalidRequest if it is a file
     */
    public Folder folder(UUID namespace, UUID id) {
        EntryRow row = find(namespace, id).orElseThrow(() -> new NotFound("there is no folder " + id));
        if (!row.isFolder()) {
            throw new InvalidRequest(id + " is a file, not a folder");
        }
        return new Folder(
                id, livePath(namespace, id).orElseThrow(() -> new NotFound("the folder " + id + " is in the trash")));
    }

    /**
     * The folder of this name in a folder, if it is there.
     *
     * @throws Conflict if a file has the name
     */
    Optional<Folder> subfolder(UUID namespace, Folder parent, EntryName name) {
        Optional<EntryRow> found = child(namespace, parent.id(), name);
        if (found.isPresent() && !found.get().isFolder()) {
            throw new Conflict(
                    "'" + parent.path().child(name) + "' is a file, so nothing can lie in it",
                    found.get().id());
        }
        return found.map(row -> new Folder(row.id(), parent.path().child(EntryName.of(row.name()))));
    }

    /** @throws Conflict if something stands under this name in the folder, not counting the trash */
    void requireFree(UUID namespace, Folder parent, EntryName name) {
        child(namespace, parent.id(), name).ifPresent(there -> {
            throw new Conflict(
                    "'" + parent.path().child(EntryName.of(there.name())) + "' is there already", there.id());
        });
    }

    /** Whether {@code entry} is {@code ancestor}, or lies below it. */
    boolean isWithin(UUID namespace, UUID entry, UUID ancestor) {
        return database.client()
                .sql("""
                        WITH RECURSIVE up (id, parent_id) AS (
                            SELECT e.id, e.parent_id FROM entry e WHERE e.namespace_id = :namespace AND e.id = :entry
                            UNION ALL
                            SELECT e.id, e.parent_id FROM up
                              JOIN entry e ON e.namespace_id = :namespace AND e.id = up.parent_id
                        )
                        SELECT EXISTS (SELECT FROM up WHERE id = :ancestor)
                        """)
                .param("namespace", namespace)
                .param("entry", entry)
                .param("ancestor", ancestor)
                .query(Boolean.class)
                .single();
    }

    /**
     * Goes down a path as far as there are folders.
     *
     * @throws Conflict if a file is in the way
     */
    public Reached walk(UUID namespace, Folder base, EntryPath path) {
        Folder folder = base;
        for (int depth = 0; depth < path.names().size(); depth++) {
            Optional<Folder> next = subfolder(namespace, folder, path.names().get(depth));
            if (next.isEmpty()) {
                return new Reached(
                        folder,
                        new EntryPath(path.names().subList(depth, path.names().size())));
            }
            folder = next.get();
        }
        return new Reached(folder, EntryPath.ROOT);
    }

    static EntryRow read(ResultSet row) throws SQLException {
        return new EntryRow(
                Sql.uuid(row, "id"),
                Sql.optionalUuid(row, "parent_id"),
                row.getString("name"),
                row.getString("type").equals("F") ? EntryRow.Kind.FILE : EntryRow.Kind.FOLDER,
                Sql.optionalUuid(row, "current_version"),
                row.getLong("version"),
                row.getLong("size"),
                Optional.ofNullable(row.getBytes("content_hash")).map(BlockId::of),
                Sql.optionalInstant(row, "deleted_at"),
                row.getBoolean("purged"));
    }

    /** How far a path goes, and what of it is not there. */
    public record Reached(Folder folder, EntryPath rest) {}

    /** A folder and its path. */
    public record Folder(UUID id, EntryPath path) {}
}
