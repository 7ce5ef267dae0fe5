package io.holdfast.streams.logic;

import io.holdfast.streams.record.BlockCount;
import io.holdfast.streams.record.RefChange;

/** How many versions hold a block. The count is never clamped: below zero it is an alarm, not a zero. */
public final class RefCount {
    private RefCount() {}

    public static BlockCount apply(BlockCount count, RefChange change) {
        long refs = count.refs() + change.change();
        return new BlockCount(
                refs, count.pos() + 1, change.sizeBytes(), refs == 0 ? change.occurredAtMicros() : BlockCount.IN_USE);
    }

    /** Empty if this can be, else what is wrong. */
    public static String problem(BlockCount count, RefChange change) {
        if (count.refs() < 0) {
            return "block " + change.block() + " is held by " + count.refs() + " versions after " + count.pos()
                    + " changes";
        }
        return "";
    }
}
