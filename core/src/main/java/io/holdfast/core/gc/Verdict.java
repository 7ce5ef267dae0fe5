package io.holdfast.core.gc;

import java.time.Instant;

/** What should become of a block. A proposal: the SQL that carries it out checks again under the row's lock. */
public enum Verdict {
    KEEP,
    /** Unreferenced, but touched too recently. */
    KEEP_YOUNG,
    /** Referenced although condemned or quarantined: back to live. */
    RESURRECT,
    /** Its time has not come, or the mark has not proved enough. */
    WAIT,
    CONDEMN,
    QUARANTINE,
    DELETE;

    /**
     * @param referenced whether any version cites the block, as far as the marks saw
     * @param fence only a complete second mark may lead to condemning anything
     */
    public static Verdict decide(
            BlockRow block, boolean referenced, FenceStatus fence, Instant now, SafetyWindow window) {
        if (referenced) {
            return block.state() == BlockState.LIVE ? KEEP : RESURRECT;
        }
        if (fence == FenceStatus.INCOMPLETE) {
            return WAIT;
        }
        return switch (block.state()) {
            case LIVE -> block.touchedWithin(window.minAge(), now) ? KEEP_YOUNG : CONDEMN;
            case CONDEMNED -> block.inStateFor(window.condemned(), now) ? QUARANTINE : WAIT;
            case QUARANTINED -> block.inStateFor(window.quarantine(), now) ? DELETE : WAIT;
        };
    }
}
