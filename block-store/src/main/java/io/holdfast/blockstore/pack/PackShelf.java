package io.holdfast.blockstore.pack;

import java.io.IOException;
import java.util.List;

/** Where packs lie, for whoever reads them. */
public interface PackShelf {
    /**
     * The packs that are there.
     *
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if that cannot be told, also because the store is not there
     */
    List<Long> generations();

    /**
     * Opens a pack to read it. Close it.
     *
     * @throws io.holdfast.core.error.HoldfastException.NotFound if there is no such pack on a store that is there
     */
    PackBytes read(long generation) throws IOException;
}
