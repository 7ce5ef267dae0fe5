package io.holdfast.dashboards.figure;

import java.util.Optional;

/**
 * What users have, and what of it is different.
 *
 * @param logicalBytes sum of the sizes of all versions
 * @param uniqueBytes sum of the sizes of the blocks that at least one of them holds, each counted once
 */
public record Volume(long logicalBytes, long uniqueBytes) {
    /** Logical by unique bytes; none while nothing is stored. */
    public Optional<Double> dedupRatio() {
        return uniqueBytes > 0 ? Optional.of((double) logicalBytes / uniqueBytes) : Optional.empty();
    }

    /** The bytes that need not be stored because they are there already. */
    public long savingsBytes() {
        return logicalBytes - uniqueBytes;
    }
}
