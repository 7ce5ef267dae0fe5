package io.holdfast.ingest.sweep;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The codes of problems that the description knows. */
final class Codes {
    private Codes() {}

    static Set<String> of(JsonNode api) {
        Set<String> codes = new HashSet<>();
        api.at("/components/schemas/Problem/properties/code/enum").forEach(code -> codes.add(code.asString()));
        return codes;
    }
}
