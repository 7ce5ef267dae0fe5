package io.holdfast.standalone.system;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** One run of a maintenance job, as the maintenance service tells it. */
public record JobRun(
        String runId,
        String job,
        String state,
        String phase,
        String startedAt,
        String endedAt,
        ObjectNode figures,
        String problem) {

    static JobRun parse(JsonNode answer) {
        return new JobRun(
                answer.path("run_id").asText(),
                answer.path("job").asText(),
                answer.path("state").asText(),
                text(answer, "phase"),
                text(answer, "started_at"),
                text(answer, "ended_at"),
                answer.path("figures") instanceof ObjectNode figures ? figures : Json.MAPPER.createObjectNode(),
                text(answer, "problem"));
    }

    @JsonIgnore
    boolean ended() {
        return !state.equals("running") && !state.equals("queued");
    }

    @JsonIgnore
    public boolean succeeded() {
        return state.equals("succeeded");
    }

    /** How long it ran; 0 while it runs. */
    @JsonIgnore
    public double seconds() {
        return startedAt.isEmpty() || endedAt.isEmpty()
                ? 0
                : Duration.between(Instant.parse(startedAt), Instant.parse(endedAt))
                                .toMillis()
                        / 1000.0;
    }

    private static String text(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        return value.isNull()
                ? ""
                : value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    }
}
