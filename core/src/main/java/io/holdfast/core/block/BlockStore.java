package io.holdfast.core.block;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Physical objects. Knows no block states: those are PostgreSQL's. Implementations are safe for use by many threads, and every
 * one passes {@code BlockStoreContract}. Keep this interface minimal; behaviour is added by decorators.
 */
public interface BlockStore {
    /**
     * Stores the bytes. Once it returns the object is durable and whole; before that nothing is visible under its name. The
     * caller has checked that the bytes hash to {@code name.block()}. An object that is there already is never replaced: a
     * repeated put verifies it, makes it durable and succeeds. (A store with packs may keep a repeated put a second time, under the same
     * name and with the same bytes, once the pack of the first is sealed: names are put once, but for tests and repairs.)
     *
     * @return where it lies; whoever wants it back must remember that
     * @throws io.holdfast.core.error.HoldfastException.StorageFull if space is below the reserve; nothing was written
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; nothing is visible
     * @throws io.holdfast.core.error.HoldfastException.OutcomeUnknown if the object may or may not have become durable
     * @throws io.holdfast.core.error.HoldfastException.Corrupt if a damaged object has the name already
     */
    Location put(ObjectName name, BlockBytes bytes);

    /** Blocks with fewer bytes than this become durable together when they are put together; 0 if there is nothing to gain. */
    default int packsBelow() {
        return 0;
    }

    /** As {@link #put} of each. Returns once all have ended. */
    default Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        Map<ObjectName, PutEnd> ends = new HashMap<>();
        objects.forEach((name, bytes) -> {
            try {
                ends.put(name, new PutEnd.Durable(put(name, bytes)));
            } catch (RuntimeException e) {
                ends.put(name, new PutEnd.Refused(e));
            }
        });
        return ends;
    }

    /**
     * Makes durable what is there already, which being listed does not say. A store that cannot do that in place puts it once more.
     *
     * @param bytes as {@link #get(Location)} has given them
     * @return where it lies, durable; of the same name, but perhaps elsewhere
     * @throws io.holdfast.core.error.HoldfastException as {@link #put} would
     */
    default Location confirm(Location place, BlockBytes bytes) {
        return put(place.name(), bytes);
    }

    /**
     * Reads a whole block and verifies it: every byte that is returned has been checked against {@code location.name().block()}.
     *
     * @throws io.holdfast.core.error.HoldfastException.NotFound if there is no such object
     * @throws io.holdfast.core.error.HoldfastException.Corrupt if the object is not what was stored
     */
    BlockBytes get(Location location);

    /** As {@link #get(Location)}, of an object of its own. */
    default BlockBytes get(ObjectName name) {
        return get(Location.single(name));
    }

    /** Whether the object, or the whole slice, is there; says nothing about its content. */
    boolean contains(Location location);

    /** As {@link #contains(Location)}, of an object of its own. */
    default boolean contains(ObjectName name) {
        return contains(Location.single(name));
    }

    /**
     * All frames, in no order: objects of their own, and the slices of packs, open packs too. An error while listing is thrown, never
     * taken for the end. Close the stream.
     */
    Stream<StoredObject> list();
}
