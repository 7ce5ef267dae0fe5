package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.gc.BlockRow;

/**
 * The bytes of a block have become durable a second time, under a generation that nobody else knows.
 *
 * @param from the row as it stood before its bytes were read
 * @param to where the copy lies: in another pack, or as an object of its own
 */
public record SliceMove(BlockRow from, Location to) {
    public SliceMove {
        if (!to.name().block().equals(from.hash()) || to.name().generation() == from.gen()) {
            throw new IllegalArgumentException(to + " is no copy of " + from.location());
        }
    }
}
