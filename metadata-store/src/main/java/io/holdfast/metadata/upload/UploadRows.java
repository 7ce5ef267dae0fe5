package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.support.SqlArrayValue;

/** The rows of uploads, their files and their tickets. For the repositories of this module; no rules here. */
public final class UploadRows {
    private static final String COLUMNS =
            "id, namespace_id, account_id, device_id, state, lease_until, opened_at, kind, reserved_bytes";
    private static final String FILE_COLUMNS =
            "entry_id, folder_id, path, manifest, base_version, on_conflict, mime_type, client_modified, restored_from";

    private final Database database;
    private final Ambient ambient;

    public UploadRows(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
    }

    public Optional<Upload> find(UUID id) {
        return select("WHERE id = ?", id);
    }

    /** @throws NotFound if there is no such upload */
    public Upload require(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("there is no upload " + id));
    }

    /** Takes the lock of the upload, after that of its namespace. */
    public Upload lock(UUID id) {
        Upload upload =
                select("WHERE id = ? FOR UPDATE", id).orElseThrow(() -> new NotFound("there is no upload " + id));
        ambient.hit("upload.locked");
        return upload;
    }

    /** @throws Conflict if it is not open any more */
    public static Upload requireOpen(Upload upload) {
        if (upload.state() != UploadState.OPEN) {
            throw new Conflict("the upload " + upload.id() + " is "
                    + upload.state().name().toLowerCase(java.util.Locale.ROOT) + "; open a new one");
        }
        return upload;
    }

    Optional<Upload> findByKey(UUID accountId, String key) {
        return database.client()
                .sql("SELECT " + COLUMNS + " FROM upload_session WHERE account_id = ? AND idempotency_key = ?")
                .param(accountId)
                .param(key)
                .query((row, n) -> read(row))
                .optional();
    }

    /**
     * Waits for whoever opens an upload under the same key right now.
     *
     * @return false, and nothing has changed, if another upload of the account has the key
     */
    boolean insert(Upload upload, Optional<String> key) {
        int inserted = database.client()
                .sql("""
                        INSERT INTO upload_session (id, namespace_id, account_id, device_id, state, lease_until, opened_at,
                                                    idempotency_key, kind, reserved_bytes)
                        VALUES (?, ?, ?, ?, 'O', ?, ?, ?, ?, ?)
                        ON CONFLICT (account_id, idempotency_key) DO NOTHING
                        """)
                .param(upload.id())
                .param(upload.namespaceId())
                .param(upload.accountId())
                .param(upload.deviceId().orElse(null))
                .param(Sql.time(upload.leaseUntil()))
                .param(Sql.time(upload.openedAt()))
                .param(key.orElse(null))
                .param(String.valueOf(upload.kind().letter()))
                .param(upload.reservedBytes())
                .update();
        return inserted == 1;
    }

    /**
     * An upload and what it is to become, in one round trip.
     *
     * @param files in order
     */
    public record Whole(Upload upload, List<FileRequest> files) {}

    /** @throws NotFound if there is no such upload */
    public Whole requireWhole(UUID id) {
        List<Upload> upload = new ArrayList<>(1);
        List<FileRequest> files = new ArrayList<>();
        database.client()
                .sql("SELECT " + COLUMNS + ", " + FILE_COLUMNS + """
                         , index FROM upload_session LEFT JOIN upload_file ON session_id = id WHERE id = ? ORDER BY index
                        """)
                .param(id)
                .query((RowCallbackHandler) row -> {
                    if (upload.isEmpty()) {
                        upload.add(read(row));
                    }
                    if (row.getObject("index") != null) {
                        files.add(readFile(row));
                    }
                });
        if (upload.isEmpty()) {
            throw new NotFound("there is no upload " + id);
        }
        return new Whole(upload.get(0), files);
    }

    /** The files as asked for, in order. */
    public List<FileRequest> files(UUID upload) {
        return database.client()
                .sql("SELECT " + FILE_COLUMNS + " FROM upload_file WHERE session_id = ? ORDER BY index")
                .param(upload)
                .query((row, n) -> readFile(row))
                .list();
    }

    void replaceFiles(UUID upload, List<FileRequest> files) {
        database.client()
                .sql("DELETE FROM upload_file WHERE session_id = ?")
                .param(upload)
                .update();
        insertFiles(upload, files);
    }

    /** All of them in one statement, in their order. */
    void insertFiles(UUID upload, List<FileRequest> files) {
        if (files.isEmpty()) {
            return;
        }
        List<Optional<Target.AtPath>> paths = files.stream()
                .map(file ->
                        file.target() instanceof Target.AtPath at ? Optional.of(at) : Optional.<Target.AtPath>empty())
                .toList();
        database.client()
                .sql("""
                        INSERT INTO upload_file (session_id, index, entry_id, folder_id, path, manifest, content_hash, size,
                                                 base_version, on_conflict, mime_type, client_modified, restored_from)
                        SELECT ?, m.place - 1, m.entry, m.folder, m.path, m.manifest, m.hash, m.size, m.base, m.way, m.mime,
                               m.modified, m.restored
                          FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                               m (entry, folder, path, manifest, hash, size, base, way, mime, modified, restored, place)
                        """)
                .param(upload)
                .param(column("uuid", files, UploadRows::existing))
                .param(column("uuid", paths, path -> path.map(Target.AtPath::folderId)))
                .param(column("text", paths, path -> path.map(at -> at.path().toString())))
                .param(column(
                        "bytea", files, file -> Optional.of(file.manifest().pack())))
                .param(column(
                        "bytea",
                        files,
                        file -> Optional.of(file.manifest().contentHash().bytes())))
                .param(column("int8", files, file -> Optional.of(file.manifest().sizeBytes())))
                .param(column("int8", files, FileRequest::baseVersion))
                .param(column(
                        "text",
                        files,
                        file -> Optional.of(String.valueOf(file.onConflict().letter()))))
                .param(column("text", files, file -> Optional.of(file.mimeType())))
                .param(column(
                        "timestamptz", files, file -> file.clientModified().map(Sql::time)))
                .param(column("int8", files, FileRequest::restoredFrom))
                .update();
    }

    private static Optional<UUID> existing(FileRequest file) {
        return file.target() instanceof Target.Existing existing ? Optional.of(existing.entryId()) : Optional.empty();
    }

    private static <T, V> SqlArrayValue column(String type, List<T> rows, Function<T, Optional<V>> value) {
        Object[] values = type.equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i)).orElse(null);
        }
        return new SqlArrayValue(type, values);
    }

    /** Fresh tickets, one a block, before a byte of it is written. */
    void insertTickets(UUID upload, Collection<BlockId> hashes, Collection<Integer> sizes, Instant now) {
        if (hashes.isEmpty()) {
            return;
        }
        List<Long> generations =
                hashes.stream().map(hash -> ambient.generations().getAsLong()).toList();
        database.client()
                .sql("""
                        INSERT INTO upload_ticket (gen, hash, size, session_id, state, created_at)
                        SELECT m.gen, m.hash, m.size, ?, 'O', ? FROM unnest(?, ?, ?) m (gen, hash, size)
                        """)
                .param(upload)
                .param(Sql.time(now))
                .param(Sql.longs(generations))
                .param(Sql.hashes(hashes))
                .param(Sql.ints(sizes))
                .update();
    }

    private Optional<Upload> select(String which, UUID id) {
        return database.client()
                .sql("SELECT " + COLUMNS + " FROM upload_session " + which)
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    private static Upload read(ResultSet row) throws SQLException {
        return new Upload(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "namespace_id"),
                Sql.uuid(row, "account_id"),
                Sql.optionalUuid(row, "device_id"),
                UploadState.ofLetter(row.getString("state")),
                Sql.instant(row, "lease_until"),
                Sql.instant(row, "opened_at"),
                UploadKind.ofLetter(row.getString("kind")),
                row.getLong("reserved_bytes"));
    }

    private static FileRequest readFile(ResultSet row) throws SQLException {
        Optional<UUID> entry = Sql.optionalUuid(row, "entry_id");
        Target target = entry.isPresent()
                ? new Target.Existing(entry.get())
                : new Target.AtPath(Sql.uuid(row, "folder_id"), EntryPath.parse(row.getString("path")));
        return new FileRequest(
                target,
                Manifest.unpack(row.getBytes("manifest")),
                Sql.optionalLong(row, "base_version"),
                OnConflict.ofLetter(row.getString("on_conflict")),
                row.getString("mime_type"),
                Sql.optionalInstant(row, "client_modified"),
                Sql.optionalLong(row, "restored_from"));
    }
}
