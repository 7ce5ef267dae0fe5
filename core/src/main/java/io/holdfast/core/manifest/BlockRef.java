package io.holdfast.core.manifest;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;

/** One place in a manifest: which block, and how many bytes it has. */
public record BlockRef(BlockId hash, int sizeBytes) {
    public BlockRef {
        if (sizeBytes <= 0 || sizeBytes > BlockBytes.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "a block has 1 to " + BlockBytes.MAX_SIZE_BYTES + " bytes, not " + sizeBytes);
        }
    }
}
