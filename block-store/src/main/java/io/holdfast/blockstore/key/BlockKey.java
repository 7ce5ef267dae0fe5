package io.holdfast.blockstore.key;

import java.security.InvalidKeyException;
import java.security.SecureRandom;
import javax.crypto.SecretKey;

/** One block key of a keystore: wraps the data keys of objects. Its number is in their frames. */
public final class BlockKey {
    /** Bytes of a wrapped data key. */
    public static final int WRAPPED_BYTES = KeyWrap.WRAPPED_BYTES;

    private final int number;
    private final SecretKey key;

    BlockKey(int number, SecretKey key) {
        this.number = number;
        this.key = key;
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /** A new data key, for one object. */
    public static SecretKey freshDataKey(SecureRandom random) {
        return KeyWrap.fresh(random);
    }

    public byte[] wrap(SecretKey dataKey) {
        return KeyWrap.wrap(key, dataKey);
    }

    /** @throws InvalidKeyException if the bytes are damaged or were wrapped by another key */
    public SecretKey unwrap(byte[] wrapped) throws InvalidKeyException {
        return KeyWrap.unwrap(key, wrapped);
    }

    SecretKey key() {
        return key;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "block key " + number;
    }
}
