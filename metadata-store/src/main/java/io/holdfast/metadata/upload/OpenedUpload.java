package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import java.util.Set;

/**
 * An upload and the blocks it lacks.
 *
 * @param needed the caller has to put these; each has a ticket
 */
public record OpenedUpload(Upload upload, Set<BlockId> needed) {
    public OpenedUpload {
        needed = Set.copyOf(needed);
    }
}
