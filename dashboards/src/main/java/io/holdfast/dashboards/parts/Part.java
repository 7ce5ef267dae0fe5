package io.holdfast.dashboards.parts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * One part.
 *
 * @param asOf how fresh what it told is, where that makes sense
 */
record Part(String name, State state, String detail, Optional<Instant> asOf) {
    /** How a part is. */
    enum State {
        /** Answers. */
        @JsonProperty("up")
        UP,
        /** Answers, and has nothing to tell yet. */
        @JsonProperty("waiting")
        WAITING,
        /** Does not answer. */
        @JsonProperty("down")
        DOWN,
        /** Is not set up. */
        @JsonProperty("off")
        OFF
    }

    static Part of(String name, State state, String detail) {
        return new Part(name, state, detail, Optional.empty());
    }
}
