package io.holdfast.benchmarks.dedup;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What one rule made of some content: sizes of all blocks, bytes of the different ones. */
final class Tally {
    private final Set<BlockId> seen = new HashSet<>();
    private int[] sizes = new int[1024];
    private int blocks;
    private long totalBytes;
    private long uniqueBytes;

    void add(BlockBytes block) {
        if (blocks == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * blocks);
        }
        sizes[blocks++] = block.sizeBytes();
        totalBytes += block.sizeBytes();
        if (seen.add(block.hash())) {
            uniqueBytes += block.sizeBytes();
        }
    }

    /** The share of the bytes that did not have to be stored. */
    double saved() {
        return totalBytes == 0 ? 0 : 1 - (double) uniqueBytes / totalBytes;
    }

    long uniqueBytes() {
        return uniqueBytes;
    }

    int uniqueBlocks() {
        return seen.size();
    }

    int blocks() {
        return blocks;
    }

    double meanBytes() {
        return blocks == 0 ? 0 : (double) totalBytes / blocks;
    }

    /** The size that this share of the blocks does not exceed. */
    int sizeAt(double share) {
        int[] sorted = Arrays.copyOf(sizes, blocks);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(blocks - 1, Math.floor(share * blocks))];
    }
}
