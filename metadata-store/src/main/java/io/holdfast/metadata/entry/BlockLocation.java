package io.holdfast.metadata.entry;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;

/**
 * Where a block's bytes lie.
 *
 * @param quarantined the collector took it for garbage; it is still readable, but a reader must call an operator
 */
public record BlockLocation(Location location, boolean quarantined) {
    public BlockId block() {
        return location.name().block();
    }
}
