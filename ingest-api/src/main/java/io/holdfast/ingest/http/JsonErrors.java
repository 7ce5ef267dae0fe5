package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a JSON body: where, and what was expected there. Names of our classes do not leave the process. */
final class JsonErrors {
    private JsonErrors() {}

    static HoldfastException explain(HttpMessageNotReadableException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidRequest ours) {
                return within(error.getCause(), ours);
            }
            if (cause instanceof HoldfastException ours) {
                return ours;
            }
        }
        return error.getCause() instanceof JacksonException json
                ? explain(json)
                : new InvalidRequest("this call needs a JSON body");
    }

    /** A record knows its own fields only; the error that it was wrapped in knows where the record was to be. */
    private static InvalidRequest within(@Nullable Throwable outer, InvalidRequest inner) {
        return outer instanceof JacksonException json
                ? new InvalidRequest(
                        FieldPath.within(FieldPath.of(json), inner.field()), String.valueOf(inner.getMessage()))
                : inner;
    }

    private static InvalidRequest explain(JacksonException error) {
        if (error instanceof UnrecognizedPropertyException unknown) {
            return new InvalidRequest(
                    FieldPath.of(error), "the field '" + unknown.getPropertyName() + "' is not known to this call");
        }
        if (error instanceof MismatchedInputException mismatch) {
            return new InvalidRequest(
                    FieldPath.of(error), "'" + FieldPath.of(error) + "' must be " + expected(mismatch));
        }
        if (error instanceof StreamConstraintsException) {
            return new InvalidRequest(FieldPath.of(error), "the JSON is too deep or a value in it too long");
        }
        if (error instanceof StreamReadException) {
            return new InvalidRequest(
                    "",
                    "the body is not valid JSON at line " + error.getLocation().getLineNr() + ", column "
                            + error.getLocation().getColumnNr());
        }
        return error instanceof DatabindException
                ? new InvalidRequest(
                        FieldPath.of(error), "'" + FieldPath.of(error) + "' has a value that is not allowed")
                : new InvalidRequest("the body is not valid JSON");
    }

    private static String expected(MismatchedInputException error) {
        Class<?> type = error.getTargetType();
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                    .toList());
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Instant.class) {
            return "a time such as 2026-11-21T10:15:30Z";
        }
        if (type == byte[].class) {
            return "base64";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }
}
