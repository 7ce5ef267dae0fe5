package io.holdfast.core.manifest;

import java.util.List;

/** An ordered block list of which parts can be had: a {@link Manifest} in memory, or one that lies elsewhere. */
public interface BlockList {
    int blockCount();

    /** The blocks from {@code from} on, up to but not including {@code to}; both within the list. */
    List<BlockRef> part(int from, int to);
}
