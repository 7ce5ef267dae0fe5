package io.holdfast.gc.epoch;

import io.holdfast.blockstore.opening.BlockStoreSettings;
import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;

/**
 * The store and the rights over it that the collector has; nobody else has them.
 *
 * @param objects the right to delete objects of one block
 * @param packs the right to end and to delete packs
 */
public record CollectedStore(BlockStore store, ObjectReaper objects, PackObjectReaper packs) {
    public static CollectedStore of(BlockStore store, BlockStoreSettings settings) {
        return new CollectedStore(store, BlockStores.reaper(settings), BlockStores.packReaper(settings));
    }
}
