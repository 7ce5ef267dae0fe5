package io.holdfast.gc.pack;

import io.holdfast.metadata.gc.Amount;

/**
 * What a run did to packs.
 *
 * @param deletedSlices dead slices that are gone with their packs
 * @param deletedPacks with the size of their files
 * @param waitingPacks nothing is needed of them, but a restored database may point to them
 * @param repackedPacks that were to be emptied, with the size of their files
 * @param copiedSlices whose rows point to the copies now
 * @param leftSlices that stay in repacked packs: damaged, held by a commit, or changed meanwhile
 */
public record PackRun(
        Amount deletedSlices,
        Amount deletedPacks,
        Amount waitingPacks,
        Amount repackedPacks,
        Amount copiedSlices,
        long leftSlices) {}
