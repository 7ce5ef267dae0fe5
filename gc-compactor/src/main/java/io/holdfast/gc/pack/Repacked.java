package io.holdfast.gc.pack;

import io.holdfast.metadata.gc.Amount;

/**
 * What repacking has done.
 *
 * @param packs of which everything that was needed was to be copied, and their bytes
 * @param copied the copies that rows point to now
 * @param left slices that stay where they are: damaged, held by a commit, or changed meanwhile
 */
record Repacked(Amount packs, Amount copied, long left) {
    static final Repacked NOTHING = new Repacked(Amount.ZERO, Amount.ZERO, 0);

    Repacked add(Repacked other) {
        return new Repacked(packs.add(other.packs), copied.add(other.copied), left + other.left);
    }
}
