package io.holdfast.ingest.repeat;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}. */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

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
}
