package io.holdfast.blockstore.frame;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A payload as AES-256-GCM records of 64 KiB, so that Java's GCM is compiled after the first few blocks and works in the cache. Each record
 * is bound to its place by its nonce (prefix, index, whether it is the last) and to its frame by the header.
 */
final class Records {
    static final int PLAIN_BYTES = 1 << 16;
    static final int TAG_BYTES = 16;
    static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;

    private final SecretKey key;
    private final Seal seal;
    private final byte[] header;
    private final Scratch scratch;

    /** @param header the fields that every record is bound to */
    Records(SecretKey key, Seal seal, byte[] header, Scratch scratch) {
        this.key = key;
        this.seal = seal;
        this.header = header;
        this.scratch = scratch;
    }

    /** What so many bytes take when sealed; there is always at least one record, if an empty one. */
    static int sealedBytes(int plainBytes) {
        return plainBytes + TAG_BYTES * Math.max(1, -Math.floorDiv(-plainBytes, PLAIN_BYTES));
    }

    /** The reverse; -1 if nothing takes exactly so many bytes. */
    static int plainBytes(int sealedBytes) {
        int records = Math.max(1, -Math.floorDiv(-sealedBytes, SEALED_BYTES));
        int plain = sealedBytes - TAG_BYTES * records;
        return plain >= 0 && sealedBytes(plain) == sealedBytes ? plain : -1;
    }

    /** Seals what remains in the one buffer into the other. */
    void seal(ByteBuffer plain, ByteBuffer sealed) {
        try {
            through(Cipher.ENCRYPT_MODE, plain, PLAIN_BYTES, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-GCM", e);
        }
    }

    /** @throws AEADBadTagException if any record is not what was sealed at its place; what was opened before it must not be used */
    void open(ByteBuffer sealed, ByteBuffer plain) throws AEADBadTagException {
        try {
            through(Cipher.DECRYPT_MODE, sealed, SEALED_BYTES, plain);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot decrypt with AES-GCM", e);
        }
    }

    private void through(int mode, ByteBuffer source, int recordBytes, ByteBuffer target)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        ByteBuffer rest = source.duplicate();
        int index = 0;
        do {
            int size = Math.min(recordBytes, rest.remaining());
            rest.get(scratch.recordIn, 0, size);
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce(index, !rest.hasRemaining())));
            cipher.updateAAD(header);
            int done = cipher.doFinal(scratch.recordIn, 0, size, scratch.recordOut, 0);
            target.put(scratch.recordOut, 0, done);
            index++;
        } while (rest.hasRemaining());
    }

    private byte[] nonce(int index, boolean last) {
        byte[] nonce = Arrays.copyOf(seal.nonce(), Seal.NONCE_BYTES + Integer.BYTES + 1);
        ByteBuffer.wrap(nonce).putInt(Seal.NONCE_BYTES, index);
        nonce[nonce.length - 1] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
