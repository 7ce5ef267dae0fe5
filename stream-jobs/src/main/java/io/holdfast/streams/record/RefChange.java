package io.holdfast.streams.record;

import io.holdfast.core.block.BlockId;

/**
 * A version began to hold a block, or ceased to: once per version and distinct block.
 *
 * @param change +1 or -1
 * @param occurredAtMicros when, since 1970
 */
public record RefChange(BlockId block, int sizeBytes, int change, long occurredAtMicros) {}
