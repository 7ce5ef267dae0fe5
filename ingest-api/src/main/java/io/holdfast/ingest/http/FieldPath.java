package io.holdfast.ingest.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** The way to a field of a JSON body as the client wrote it: {@code files[3].chunks[0].hash}. Empty for the body itself. */
final class FieldPath {
    private FieldPath() {}

    /** Where the parser stands: at a value, or at its beginning. */
    static String of(JsonParser parser) {
        TokenStreamContext at = parser.streamReadContext();
        return of(parser.currentToken().isStructStart() ? at.getParent() : at);
    }

    /** Where reading failed. */
    static String of(JacksonException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    /** A field that was named from within what lies at {@code outer}, unless it was named from the top already. */
    static String within(String outer, String field) {
        boolean whole = outer.isEmpty() || field.startsWith(outer);
        return whole ? field : field.isEmpty() ? outer : outer + "." + field;
    }

    private static String of(TokenStreamContext at) {
        StringBuilder path = new StringBuilder();
        for (TokenStreamContext step = at; step != null && !step.inRoot(); step = step.getParent()) {
            path.insert(0, step.inArray() ? "[" + step.getCurrentIndex() + "]" : "." + step.currentName());
        }
        return path.length() > 0 && path.charAt(0) == '.' ? path.substring(1) : path.toString();
    }
}
