package io.holdfast.ingest.operation;

import io.holdfast.ingest.http.Code;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description that the server gives of itself is whole, and says the same as {@code docs/api.md}. */
class DescriptionIT {
    private static final Pattern ROW = Pattern.compile("\\| (`[a-z_`· ()A-Za-z':,]+) \\| ([0-9 ·]+) \\|.*");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

    private final JsonNode api =
            Client.anonymous(RunningApi.shared()).get("/v3/api-docs").json();

    @Test
    void everyCallIsDescribedAndEveryDescriptionHasItsCall() {
        assertThat(DescribedCall.all().keySet()).isEqualTo(calls().keySet());
        calls().forEach((call, described) -> assertThat(
                        described.path("summary").asString(""))
                .as(call)
                .isNotBlank()
                .doesNotEndWith("."));
    }

    @Test
    void everyErrorIsAProblemWithItsCodesAndAnExampleOfEach() {
        calls().forEach((call, described) -> described.get("responses").properties().stream()
                .filter(response -> response.getKey().compareTo("400") >= 0)
                .forEach(response -> assertProblem(call, Integer.parseInt(response.getKey()), response.getValue())));
    }

    @Test
    void everyCallSaysWhatItAnswersWhenAllIsWell() {
        calls().forEach((call, described) -> assertThat(
                        described.get("responses").propertyNames())
                .as(call)
                .anyMatch(status -> status.startsWith("2") || status.startsWith("1")));
    }

    @Test
    void everyAnswerNamesItsMediaType() {
        calls().forEach((call, described) -> described.get("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> {
                    Set<String> types = names(response.getValue().path("content"));
                    assertThat(types).as(call + " " + response.getKey()).noneMatch(type -> type.contains("*"));
                    if (call.startsWith("GET ") && !call.endsWith("/ws")) {
                        assertThat(types).as(call + " " + response.getKey()).hasSize(1);
                    }
                }));
        assertThat(answers("GET /api/v1/account")).containsExactly("application/json");
        assertThat(answers("GET /api/v1/files/{id}/download")).containsExactly("application/octet-stream");
        assertThat(answers("GET /api/v1/folders/{id}/download")).containsExactly("application/zip");
        assertThat(answers("GET /api/v1/sync/stream")).containsExactly("text/event-stream");
    }

    private Set<String> answers(String call) {
        return names(Objects.requireNonNull(calls().get(call)).at("/responses/200/content"));
    }

    @Test
    void everyJsonBodyHasAnExampleWithFieldsThatItsSchemaKnows() {
        calls().forEach((call, described) -> {
            JsonNode body = described.at("/requestBody/content/application~1json");
            if (!body.isMissingNode()) {
                assertThat(body.has("example")).as("%s has an example", call).isTrue();
                Set<String> known = names(resolve(body.get("schema")).get("properties"));
                assertThat(known).as(call).containsAll(names(body.get("example")));
            }
        });
    }

    @Test
    void everyExampleOfABodyIsTaken() {
        Client ada = Client.newUser(RunningApi.shared(), "laptop");
        assertThat(ada.post("/folders", example("POST /api/v1/folders")).status())
                .isEqualTo(201);
        assertThat(ada.post("/files/upload/initiate", example("POST /api/v1/files/upload/initiate"))
                        .status())
                .isEqualTo(200);
        assertThat(ada.post("/auth/logout", example("POST /api/v1/auth/logout")).status())
                .isEqualTo(204);
        assertThat(ada.post("/auth/register", example("POST /api/v1/auth/register"))
                        .status())
                .isEqualTo(201);
        assertThat(ada.post("/auth/login", example("POST /api/v1/auth/login")).status())
                .isEqualTo(200);
    }

    @Test
    void theTableOfCodesInTheDocsIsTheServers() throws IOException {
        Map<String, Set<Integer>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/api.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<Integer> statuses = new HashSet<>();
                Arrays.stream(row.group(2).split("·")).forEach(one -> statuses.add(Integer.parseInt(one.strip())));
                WORD.matcher(row.group(1)).results().forEach(word -> documented.put(word.group(1), statuses));
            }
        }
        assertThat(documented.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Code.values()).map(Code::word).toList());
        assertThat(Code.values())
                .allSatisfy(code -> assertThat(documented.get(code.word()))
                        .as(code.word())
                        .contains(code.status().value()));
    }

    private void assertProblem(String call, int status, JsonNode response) {
        JsonNode content = response.at("/content/application~1problem+json");
        assertThat(content.at("/schema/$ref").asString())
                .as("%s %d", call, status)
                .isEqualTo("#/components/schemas/Problem");
        assertThat(names(content.get("examples")))
                .as("%s %d", call, status)
                .isNotEmpty()
                .allSatisfy(word ->
                        assertThat(Code.of(word).orElseThrow().status().value()).isEqualTo(status));
    }

    private Map<String, JsonNode> calls() {
        Map<String, JsonNode> calls = new TreeMap<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> calls.put(
                                call.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                call.getValue())));
        return calls;
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? api.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    private static Object example(String call) {
        return Objects.requireNonNull(DescribedCall.all().get(call)).example().orElseThrow();
    }

    private static Set<String> names(JsonNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        return new HashSet<>(names);
    }
}
