package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

    /** Runs what may know a field by another name than the client wrote, and names it as the client did. */
    public static <T> T written(UnaryOperator<String> names, Supplier<T> act) {
        try {
            return act.get();
        } catch (InvalidRequest e) {
            throw new InvalidRequest(names.apply(e.field()), String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #written(UnaryOperator, Supplier)}, for one field. */
    public static <T> T written(String inside, String written, Supplier<T> act) {
        return written(field -> field.equals(inside) ? written : field, act);
    }

    /** As {@link #text(String, String, int)}, with something in place of an absent one. */
    public static String text(String field, @Nullable String value, int maxLength, String otherwise) {
        return value == null ? otherwise : text(field, value, maxLength);
    }
}
