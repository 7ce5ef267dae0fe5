package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Objects that a client may write itself.
 *
 * @param names one for each block that the upload does not hold; each is of an open ticket
 * @param held blocks that it holds already
 * @param until no write may begin later
 */
public record Offered(Map<BlockId, ObjectName> names, Set<BlockId> held, Instant until) {
    public Offered {
        names = Map.copyOf(names);
        held = Set.copyOf(held);
    }
}
