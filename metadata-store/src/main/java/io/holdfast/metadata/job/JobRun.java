package io.holdfast.metadata.job;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One run of a maintenance job.
 *
 * @param phase what it does, or did last
 * @param figures what it counted, as one JSON object
 * @param problem why it failed or was refused
 */
public record JobRun(
        long id,
        String job,
        State state,
        String phase,
        Instant startedAt,
        Optional<Instant> endedAt,
        String figures,
        Optional<String> problem) {
    /** Going on, or how it ended. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        REFUSED;

        /** As in the database and on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
