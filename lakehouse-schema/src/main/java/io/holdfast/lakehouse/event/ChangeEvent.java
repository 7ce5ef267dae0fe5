package io.holdfast.lakehouse.event;

import io.holdfast.core.block.BlockId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One journal entry, small: what sync fan-out, audit and history need.
 *
 * @param seq place in the namespace's journal: purges, which clients never see, leave gaps on the topic
 * @param action created, modified, moved, deleted, restored
 * @param type file or folder
 * @param oldPath set for a move
 * @param contentHash set for a file
 * @param owner of the namespace; empty in a message from before this field
 * @param parentFolder in which the entry was right after the change; empty in a message from before this field
 * @param name that it had there; likewise
 */
public record ChangeEvent(
        UUID namespace,
        long seq,
        UUID fileId,
        String action,
        String type,
        String path,
        Optional<String> oldPath,
        long version,
        long sizeBytes,
        Optional<BlockId> contentHash,
        Optional<UUID> account,
        Optional<UUID> device,
        Instant occurredAt,
        Optional<UUID> owner,
        Optional<UUID> parentFolder,
        Optional<String> name) {}
