package io.holdfast.core.block;

import java.util.stream.Stream;

/**
 * Physical objects. Knows no block states: those are PostgreSQL's. Implementations are safe for use by many threads, and every
 * one passes {@code BlockStoreContract}. Keep this interface minimal; behaviour is added by decorators.
 */
public interface BlockStore {
    /**
     * Stores the bytes. Once it returns the object is durable and whole; before that nothing is visible under its name. The
     * caller has checked that the bytes hash to {@code name.block()}. An object that is there already is never replaced: a
     * repeated put verifies it, makes it durable and succeeds.
     *
     * @return the size on the store, in bytes, frame included
     * @throws io.holdfast.core.error.HoldfastException.StorageFull if space is below the reserve; nothing was written
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; nothing is visible
     * @throws io.holdfast.core.error.HoldfastException.OutcomeUnknown if the object may or may not have become durable
     * @throws io.holdfast.core.error.HoldfastException.Corrupt if a damaged object has the name already
     */
    long put(ObjectName name, BlockBytes bytes);

    /**
     * Reads a whole block and verifies it: every byte that is returned has been checked against {@code name.block()}.
     *
     * @throws io.holdfast.core.error.HoldfastException.NotFound if there is no such object
     * @throws io.holdfast.core.error.HoldfastException.Corrupt if the object is not what was stored
     */
    BlockBytes get(ObjectName name);

    /** Whether the object is there; says nothing about its content. */
    boolean contains(ObjectName name);

    /** All objects, in no order. An error while listing is thrown, never taken for the end. Close the stream. */
    Stream<StoredObject> list();
}
