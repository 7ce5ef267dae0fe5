package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;

/**
 * Where a block's bytes lie.
 *
 * @param quarantined the collector took it for garbage; it is still readable, but a reader must call an operator
 */
public record BlockLocation(BlockId block, long objectGeneration, boolean quarantined) {
    public ObjectName object() {
        return new ObjectName(block, objectGeneration);
    }
}
