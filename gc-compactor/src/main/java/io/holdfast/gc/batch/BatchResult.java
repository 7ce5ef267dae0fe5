package io.holdfast.gc.batch;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a batch run left: its figures, and whether it refused to do its work. */
public record BatchResult(boolean refused, JsonNode json) {
    /** Why it refused, with the first gaps if it has found any. */
    public String refusal() {
        JsonNode gaps = json.path("gaps");
        return json.path("refused").asString("") + (gaps.isMissingNode() ? "" : ": " + gaps);
    }

    /** What it found and must not be, the first of it; empty if nothing. */
    public String findings() {
        return json.path("findings").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    /** @throws Unavailable if the run did not count it: it is of another version */
    public long number(String name) {
        JsonNode number = json.path(name);
        if (!number.isIntegralNumber()) {
            throw new Unavailable("the batch run left no figure '" + name + "'");
        }
        return number.asLong();
    }

    /** The numbers by name. */
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        json.properties().stream()
                .filter(entry -> entry.getValue().isIntegralNumber())
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
        return numbers;
    }
}
