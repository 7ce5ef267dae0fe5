package io.holdfast.ingest.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One operation as the server describes it. */
record Operation(
        String method, String path, List<Parameter> parameters, Optional<JsonNode> jsonBody, Set<Integer> statuses) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");

    /** @param in path, query or header */
    record Parameter(String name, String in, JsonNode schema) {}

    static List<Operation> all(JsonNode api) {
        List<Operation> operations = new ArrayList<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                operations.add(of(path.getKey(), operation.getKey(), operation.getValue()))));
        return operations;
    }

    private static Operation of(String path, String method, JsonNode described) {
        List<Parameter> parameters = new ArrayList<>();
        described
                .path("parameters")
                .forEach(given -> parameters.add(new Parameter(
                        given.get("name").asString(), given.get("in").asString(), given.path("schema"))));
        JsonNode schema = described.at("/requestBody/content/application~1json/schema");
        Set<Integer> statuses = new HashSet<>();
        described.path("responses").propertyNames().forEach(status -> statuses.add(Integer.parseInt(status)));
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                schema.isMissingNode() ? Optional.empty() : Optional.of(schema),
                statuses);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
