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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of uploads, their files and their tickets. For the repositories of this module; no rules here. */
public final class UploadRows {
    private static final String COLUMNS = "id, namespace_id, account_id, device_id, state, lease_until, opened_at";

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

    void insert(Upload upload, Optional<String> key) {
        database.client()
                .sql("""
                        INSERT INTO upload_session (id, namespace_id, account_id, device_id, state, lease_until, opened_at,
                                                    idempotency_key)
                        VALUES (?, ?, ?, ?, 'O', ?, ?, ?)
                        """)
                .param(upload.id())
                .param(upload.namespaceId())
                .param(upload.accountId())
                .param(upload.deviceId().orElse(null))
                .param(Sql.time(upload.leaseUntil()))
                .param(Sql.time(upload.openedAt()))
                .param(key.orElse(null))
                .update();
    }

    /** The files as asked for, in order. */
    public List<FileRequest> files(UUID upload) {
        return database.client()
                .sql("""
                        SELECT entry_id, folder_id, path, manifest, base_version, on_conflict, mime_type, client_modified
                          FROM upload_file WHERE session_id = ? ORDER BY index
                        """)
                .param(upload)
                .query((row, n) -> readFile(row))
                .list();
    }

    void replaceFiles(UUID upload, List<FileRequest> files) {
        database.client()
                .sql("DELETE FROM upload_file WHERE session_id = ?")
                .param(upload)
                .update();
        for (int index = 0; index < files.size(); index++) {
            insertFile(upload, index, files.get(index));
        }
    }

    private void insertFile(UUID upload, int index, FileRequest file) {
        Optional<Target.AtPath> path = file.target() instanceof Target.AtPath at ? Optional.of(at) : Optional.empty();
        Optional<UUID> entry =
                file.target() instanceof Target.Existing existing ? Optional.of(existing.entryId()) : Optional.empty();
        database.client()
                .sql("""
                        INSERT INTO upload_file (session_id, index, entry_id, folder_id, path, manifest, content_hash, size,
                                                 base_version, on_conflict, mime_type, client_modified)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(upload)
                .param(index)
                .param(entry.orElse(null))
                .param(path.map(Target.AtPath::folderId).orElse(null))
                .param(path.map(at -> at.path().toString()).orElse(null))
                .param(file.manifest().pack())
                .param(file.manifest().contentHash().bytes())
                .param(file.manifest().sizeBytes())
                .param(file.baseVersion().orElse(null))
                .param(String.valueOf(file.onConflict().letter()))
                .param(file.mimeType())
                .param(Sql.time(file.clientModified()))
                .update();
    }

    /** Fresh tickets, one a block, before a byte of it is written. */
    void insertTickets(UUID upload, Collection<BlockId> hashes, Collection<Integer> sizes, Instant now) {
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
                Sql.instant(row, "opened_at"));
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
                Sql.optionalInstant(row, "client_modified"));
    }
}
