package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list starts: the key of the last item, opaque to clients. Unsigned, for it only skips within one list. */
public final class PageCursor {
    private PageCursor() {}

    public static String encode(String lastKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
    }

    /** @return the key, or an empty text for the first page */
    public static String decode(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (!key.isEmpty() && key.indexOf('\0') < 0) {
                return key;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // falls through: it is none of ours
        }
        throw new InvalidRequest("cursor", "this is not a cursor of this list; leave it out to start again");
    }
}
