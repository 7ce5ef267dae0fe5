package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What is said to a request that the framework refused: what would have been taken. */
final class Refusals {
    private Refusals() {}

    static InvalidRequest missingParameter(MissingServletRequestParameterException error) {
        String name = error.getParameterName();
        return new InvalidRequest(name, "the parameter '" + name + "' is required");
    }

    static InvalidRequest wrongParameter(MethodArgumentTypeMismatchException error) {
        String name = error.getName();
        return name.equals("limit")
                ? Limit.refused(String.valueOf(error.getValue()))
                : new InvalidRequest(name, "'" + error.getValue() + "' is not a value of '" + name + "'");
    }

    static String otherMethod(HttpRequestMethodNotSupportedException error) {
        String[] allowed = error.getSupportedMethods();
        return error.getMethod() + " is not a method of this path; it has "
                + (allowed == null
                        ? "others"
                        : String.join(", ", Arrays.stream(allowed).sorted().toList()));
    }

    static String unreadType(HttpMediaTypeNotSupportedException error) {
        MediaType sent = error.getContentType();
        return "this call reads " + types(error.getSupportedMediaTypes()) + ", and 'Content-Type' "
                + (sent == null ? "names no media type" : "is " + sent);
    }

    static String unansweredType(HttpMediaTypeNotAcceptableException error) {
        return "this call answers with " + types(error.getSupportedMediaTypes()) + ", which 'Accept' does not name";
    }

    /** JSON goes by many names here, of which one is enough. */
    private static String types(Collection<MediaType> types) {
        return types.isEmpty() || types.contains(MediaType.APPLICATION_JSON)
                ? MediaType.APPLICATION_JSON_VALUE
                : types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(", "));
    }
}
