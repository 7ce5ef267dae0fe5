package io.holdfast.dashboards.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job.
 *
 * @param state running, succeeded, failed or refused
 * @param durationSeconds absent while it runs
 * @param figures what the job counted, by name
 * @param problem why it failed or was refused
 */
record JobRun(
        long runId,
        String job,
        String state,
        Optional<String> phase,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Long> durationSeconds,
        Map<String, Object> figures,
        Optional<String> problem) {

    /** The same on the maintenance port, where most parts may be missing. */
    record Told(
            long runId,
            String job,
            String state,
            @Nullable String phase,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Map<String, Object> figures,
            @Nullable String problem) {
        JobRun run() {
            Optional<Instant> end = Optional.ofNullable(endedAt);
            return new JobRun(
                    runId,
                    job,
                    state,
                    Optional.ofNullable(phase).filter(text -> !text.isEmpty()),
                    startedAt,
                    end,
                    end.map(at -> Duration.between(startedAt, at).toSeconds()),
                    figures == null ? Map.of() : figures,
                    Optional.ofNullable(problem));
        }
    }
}
