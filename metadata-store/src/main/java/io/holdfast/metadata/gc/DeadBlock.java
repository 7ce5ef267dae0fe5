package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;

/** A block that an epoch intends to move on, as it stood at the fence. */
public record DeadBlock(BlockId hash, long gen, long ver) {}
