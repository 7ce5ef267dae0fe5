package io.holdfast.streams.record;

import io.holdfast.core.block.BlockId;

/**
 * A version began to hold a block, or ceased to, with what the accounting needs to know of the version.
 *
 * @param change +1 or -1
 * @param occurrences how often the block lies in the version's manifest, at least 1
 */
public record BlockUse(BlockId block, int sizeBytes, int change, int occurrences, VersionPlace version) {}
