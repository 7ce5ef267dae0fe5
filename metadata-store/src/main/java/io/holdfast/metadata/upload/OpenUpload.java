package io.holdfast.metadata.upload;

import io.holdfast.metadata.namespace.Actor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What it takes to open an upload.
 *
 * @param readable the namespaces whose blocks the caller may read, and therefore cite
 * @param files may be empty when the blocks are not known yet; {@link Uploads#describe} names them before the commit
 * @param roomBytes how much room it needs at least, where its files are not known yet
 * @param idempotencyKey a repeat with the same key and the same files gets the same upload
 */
public record OpenUpload(
        UUID namespaceId,
        Actor actor,
        Set<UUID> readable,
        List<FileRequest> files,
        Optional<String> idempotencyKey,
        UploadKind kind,
        long roomBytes) {
    public OpenUpload {
        readable = Set.copyOf(readable);
        files = List.copyOf(files);
    }

    /** For files that are all known. */
    public OpenUpload(
            UUID namespaceId,
            Actor actor,
            Set<UUID> readable,
            List<FileRequest> files,
            Optional<String> idempotencyKey,
            UploadKind kind) {
        this(namespaceId, actor, readable, files, idempotencyKey, kind, 0);
    }

    /** For one file. */
    public OpenUpload(
            UUID namespaceId,
            Actor actor,
            Set<UUID> readable,
            List<FileRequest> files,
            Optional<String> idempotencyKey) {
        this(namespaceId, actor, readable, files, idempotencyKey, UploadKind.FILE);
    }

    /** The room that it takes: the logical bytes of its files, each counted, whatever blocks they share. */
    long neededBytes() {
        return Math.max(roomBytes, FileRequest.totalBytes(files));
    }
}
