package io.holdfast.core.block;

import java.time.Duration;

/**
 * A store that takes blocks from clients themselves, past the server, because it checks what they send: the bytes against the SHA-256 that
 * the server has signed, and that nothing is there under the name. What lies there then is the bare block, without a frame.
 * Safe for use by many threads.
 */
public interface DirectStore {
    /**
     * The one request by which a client may store this block under this name. It says nothing about whether the client will.
     *
     * @param sizeBytes of the block
     * @param validity from now on, whole seconds; a request that has begun by then may end later
     */
    DirectPut offer(ObjectName name, int sizeBytes, Duration validity);

    /**
     * What lies under the name of an offer now. Once it is whole it stays so until somebody deletes it.
     *
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed, or is not there
     */
    Arrival look(ObjectName name, int sizeBytes);
}
