package io.holdfast.blockstore.pack;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import java.io.IOException;

/** What a pack must know of the volume that it lies on. */
public interface PackDisk {
    /** To be called before the first pack is made: from then on the volume says that it has packs. Durable once it returns. */
    void prepare() throws IOException;

    /**
     * To be called before anything is written.
     *
     * @return what {@link #requireNoFailureSince} must be asked with afterwards
     * @throws HoldfastException.StorageFull if so many bytes more would touch the reserve
     * @throws HoldfastException.Unavailable if the volume cannot be trusted
     */
    long requireRoom(long bytes);

    /** @throws HoldfastException.OutcomeUnknown if a force failed meanwhile, which may have been about our bytes too */
    void requireNoFailureSince(long before, ObjectName name);

    /** Whether this says that the volume takes nothing now, full or read-only, which loses nothing. */
    boolean takesNothing(Exception failure);

    /** The volume has failed to write: it takes nothing more until it passes its test. */
    void lose(Exception cause);

    /** Called at each step by its name. */
    void hit(String step);
}
