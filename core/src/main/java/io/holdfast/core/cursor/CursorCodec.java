package io.holdfast.core.cursor;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors as text: base64url of {@code 1 | incarnation (16) | namespace (16) | listed (8) | head (8) | first 16 bytes of
 * HMAC-SHA-256 over all before}. One that stands within a journal entry begins with {@code 2} and has {@code within (8)} behind the
 * head. The same key on every node makes a cursor valid on any of them. Safe for many threads.
 */
public final class CursorCodec {
    /** Bytes of the signing key. */
    public static final int KEY_BYTES = 32;

    private static final byte BETWEEN = 1;
    private static final byte WITHIN = 2;
    private static final int BETWEEN_BYTES = 1 + 4 * Long.BYTES + 2 * Long.BYTES;
    private static final int WITHIN_BYTES = BETWEEN_BYTES + Long.BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException unless the key has {@value #KEY_BYTES} bytes */
    public CursorCodec(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the cursor key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public String encode(SyncCursor cursor) {
        boolean within = cursor.within() > 0;
        int bodyBytes = within ? WITHIN_BYTES : BETWEEN_BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(bodyBytes + SIGNATURE_BYTES).put(within ? WITHIN : BETWEEN);
        putId(buffer, cursor.incarnation());
        putId(buffer, cursor.namespaceId());
        buffer.putLong(cursor.listedSeq()).putLong(cursor.headSeq());
        if (within) {
            buffer.putLong(cursor.within());
        }
        buffer.put(sign(Arrays.copyOf(buffer.array(), bodyBytes)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** @throws InvalidRequest if this text was not made by {@link #encode} with the same key */
    public SyncCursor decode(String text) {
        byte[] all = bytes(text);
        int bodyBytes = all.length - SIGNATURE_BYTES;
        if (all.length == 0 || bodyBytes != bodyBytes(all[0])) {
            throw refused();
        }
        byte[] body = Arrays.copyOf(all, bodyBytes);
        if (!MessageDigest.isEqual(sign(body), Arrays.copyOfRange(all, bodyBytes, all.length))) {
            throw refused();
        }
        ByteBuffer buffer = ByteBuffer.wrap(body, 1, bodyBytes - 1);
        SyncCursor between = new SyncCursor(id(buffer), id(buffer), buffer.getLong(), buffer.getLong());
        return buffer.hasRemaining() ? between.within(buffer.getLong()) : between;
    }

    /** How long the body of a cursor of this format is. */
    private static int bodyBytes(byte format) {
        return switch (format) {
            case BETWEEN -> BETWEEN_BYTES;
            case WITHIN -> WITHIN_BYTES;
            default -> throw refused();
        };
    }

    private byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(body), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static InvalidRequest refused() {
        return new InvalidRequest("cursor", "this is not a cursor of this server; leave it out to start again");
    }

    private static void putId(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID id(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
