package io.holdfast.metadata.gc;

import java.util.Map;
import java.util.UUID;

/**
 * How many reference changes each namespace had when the fence was taken. A second mark counts only if it has proved that it
 * contains {@code 1..refHead} without a gap for every namespace named here.
 */
public record FenceVector(long epoch, Map<UUID, Long> refHeads) {
    public FenceVector {
        refHeads = Map.copyOf(refHeads);
    }

    /**
     * Whether somebody who has seen reference changes {@code 1..seen} of each namespace, without a gap, has seen enough.
     *
     * @param seen a namespace that is not in it was not seen at all
     */
    public boolean coveredBy(Map<UUID, Long> seen) {
        return refHeads.entrySet().stream().allMatch(head -> seen.getOrDefault(head.getKey(), 0L) >= head.getValue());
    }
}
