package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import javax.crypto.SecretKey;

/**
 * The key that wraps the block keys of a keystore. It is asked a few times at a start and at a rotation, never for a block, so that it
 * may live in a service of its own.
 */
public interface MasterKey {
    /** How the keystore refers to it: the kind, a space, and what that kind needs to find it. One line. */
    String reference();

    /** @throws Unavailable if the key cannot be used now */
    byte[] wrap(SecretKey key);

    /** @throws Unavailable if the key cannot be used, or is not the one that wrapped these bytes */
    SecretKey unwrap(byte[] wrapped);
}
