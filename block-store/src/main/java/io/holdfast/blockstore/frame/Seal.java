package io.holdfast.blockstore.frame;

import java.nio.ByteBuffer;

/**
 * What a frame says of its encryption.
 *
 * @param key number of the block key that wrapped the data key
 * @param nonce the first bytes of the nonce of every record
 * @param wrapped the data key, wrapped
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Seal(int key, byte[] nonce, byte[] wrapped) {
    static final int NONCE_BYTES = 7;
    /** Room for what a key service would make of a data key. */
    static final int MAX_WRAPPED_BYTES = 512;

    Seal {
        if (key < 1 || nonce.length != NONCE_BYTES || wrapped.length < 1 || wrapped.length > MAX_WRAPPED_BYTES) {
            throw new IllegalArgumentException(
                    "the block key " + key + " and a wrapped key of " + wrapped.length + " bytes");
        }
    }

    /** @param nonceField begins with the nonce */
    static Seal read(int key, ByteBuffer nonceField, ByteBuffer wrapped) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonceField.get(nonce);
        byte[] bytes = new byte[wrapped.remaining()];
        wrapped.get(bytes);
        return new Seal(key, nonce, bytes);
    }
}
