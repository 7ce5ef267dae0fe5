package io.holdfast.gc.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.holdfast.metadata.job.JobRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run on the wire.
 *
 * @param phase what it does now; empty once it has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunAnswer(
        @JsonProperty("run_id") long runId,
        String job,
        String state,
        String phase,
        @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        JsonNode figures,
        @Nullable String problem) {
    static RunAnswer of(JobRun run) {
        return new RunAnswer(
                run.id(),
                run.job(),
                run.state().word(),
                run.endedAt().isPresent() ? "" : run.phase(),
                run.startedAt(),
                run.endedAt().orElse(null),
                JsonMapper.shared().readTree(run.figures()),
                run.problem().orElse(null));
    }

    /** A page of them. */
    record Page(List<RunAnswer> items) {}

    /** What a caller gets that has started one. */
    record Started(@JsonProperty("run_id") long runId) {}

    /** What a caller may say when starting one. */
    record Start(@JsonProperty("dry_run") @Nullable Boolean dryRun) {}

    /** How many blocks an undo brought back. */
    record Undeleted(long revived) {}
}
