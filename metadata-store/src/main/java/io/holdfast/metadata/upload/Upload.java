package io.holdfast.metadata.upload;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One upload (an {@code upload_session}): a lease under which blocks are put and files committed.
 *
 * @param reservedBytes the room that it holds while it is open: logical bytes
 */
public record Upload(
        UUID id,
        UUID namespaceId,
        UUID accountId,
        Optional<UUID> deviceId,
        UploadState state,
        Instant leaseUntil,
        Instant openedAt,
        UploadKind kind,
        long reservedBytes) {}
