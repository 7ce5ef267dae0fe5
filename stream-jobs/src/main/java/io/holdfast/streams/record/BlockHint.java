package io.holdfast.streams.record;

import io.holdfast.core.block.BlockId;

/** One row of {@code block_hint}: the absolute count, and the position that guards it. */
public record BlockHint(BlockId block, long countEpoch, BlockCount count) {}
