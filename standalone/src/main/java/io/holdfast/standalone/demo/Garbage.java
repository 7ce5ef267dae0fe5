package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import java.util.Set;

/**
 * Which stored objects a collection must have taken away.
 *
 * @param baseline what was there before the demo, so that it says nothing of it
 * @param ours blocks of all files that the demo uploaded
 * @param live those of the files that it kept
 */
record Garbage(StoreListing baseline, Set<BlockId> ours, Set<BlockId> live, DemoHost.Company company) {
    Garbage {
        ours = Set.copyOf(ours);
        live = Set.copyOf(live);
    }

    /** Where others are at work too, what they have uploaded meanwhile is theirs to judge. */
    StoreListing in(StoreListing listing) {
        StoreListing dead = listing.without(baseline).withoutBlocks(live);
        return switch (company) {
            case ALONE -> dead;
            case OTHERS -> dead.ofBlocks(ours);
        };
    }
}
