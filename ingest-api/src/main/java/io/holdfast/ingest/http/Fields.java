package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks of single fields, for the records that requests are read into. */
public final class Fields {
    private Fields() {}

    /** @throws InvalidRequest naming the field if it is absent or null */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRequest(field, "the field '" + field + "' is required");
        }
        return value;
    }

    /** @throws InvalidRequest if the text is absent, blank or longer than {@code maxLength} characters */
    public static String text(String field, @Nullable String value, int maxLength) {
        String text = required(field, value);
        if (text.isBlank() || text.length() > maxLength) {
            throw new InvalidRequest(field, "'" + field + "' has 1 to " + maxLength + " characters");
        }
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!whole || text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequest(
                    field, "'" + field + "' has no control characters and no halves of surrogate pairs");
        }
        return text;
    }

    /** As {@link #text(String, String, int)}, with something in place of an absent one. */
    public static String text(String field, @Nullable String value, int maxLength, String otherwise) {
        return value == null ? otherwise : text(field, value, maxLength);
    }
}
