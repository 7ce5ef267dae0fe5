package io.holdfast.ingest.repeat;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}. */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    private static final String BOUND = IdempotencyKey.class.getName();
    private static final String BODY = BOUND + ".body";
    private static final int MAX_CHARACTERS = 200;

    private IdempotencyKey() {}

    /** @throws InvalidRequest unless it has 1 to 200 visible ASCII characters, or is absent */
    public static Optional<String> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        boolean plain = header.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (header.isEmpty() || header.length() > MAX_CHARACTERS || !plain) {
            throw new InvalidRequest(
                    HEADER, "an Idempotency-Key has 1 to " + MAX_CHARACTERS + " visible ASCII characters");
        }
        return Optional.of(header);
    }

    /**
     * The key together with the request that carries it: another request with the same key has another one. Unlike any key that a
     * client can send it has spaces. Empty if the request has no key.
     */
    public static Optional<String> boundTo(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(BOUND));
    }

    /** Notes what the body of this request consisted of, which its key was not bound to: a repeat is compared with it. */
    public static void noteBody(HttpServletRequest request, BlockId digest) {
        request.setAttribute(BODY, digest);
    }

    static Optional<BlockId> notedBody(HttpServletRequest request) {
        return Optional.ofNullable((BlockId) request.getAttribute(BODY));
    }

    /** @param fingerprint what makes another request the same */
    static void bind(HttpServletRequest request, BlockId fingerprint, String key) {
        request.setAttribute(BOUND, "request " + fingerprint.hex() + " " + key);
    }
}
