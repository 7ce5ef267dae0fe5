package io.holdfast.gc.run;

import io.holdfast.metadata.job.JobRun.State;
import java.util.Optional;

/** How a run ended that came to its end. */
public record Outcome(State state, Optional<String> problem) {
    public static final Outcome DONE = new Outcome(State.SUCCEEDED, Optional.empty());

    /** It could not prove what it must prove. */
    public static Outcome refused(String why) {
        return new Outcome(State.REFUSED, Optional.of(why));
    }

    /** It found what must not be. */
    public static Outcome failed(String why) {
        return new Outcome(State.FAILED, Optional.of(why));
    }
}
