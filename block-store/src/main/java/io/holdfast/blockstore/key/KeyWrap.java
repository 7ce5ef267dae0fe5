package io.holdfast.blockstore.key;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** AES key wrap (RFC 3394) of one 256-bit AES key by another, as the Java platform has it. */
final class KeyWrap {
    static final int KEY_BYTES = 32;
    /** A wrapped key is its bytes and a check of 64 bits, by which another key than the right one is found out. */
    static final int WRAPPED_BYTES = KEY_BYTES + 8;

    private static final String ALGORITHM = "AESWrap";

    private KeyWrap() {}

    static SecretKey fresh(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return key(bytes);
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    static byte[] wrap(SecretKey by, SecretKey key) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.WRAP_MODE, by);
            return cipher.wrap(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot wrap keys", e);
        }
    }

    /** @throws InvalidKeyException if the bytes are damaged or were wrapped by another key */
    static SecretKey unwrap(SecretKey by, byte[] wrapped) throws InvalidKeyException {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.UNWRAP_MODE, by);
            Key key = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
            return (SecretKey) key;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot unwrap keys", e);
        }
    }
}
