package io.holdfast.standalone.process;

import java.time.Duration;

/** Hears what happens to supervised processes; called from their threads, must not block for long. */
public interface ProcessEvents {
    /** The state of some process has changed. */
    void changed();

    void healthy(String name, Duration after);

    /** It died or could not be started, and will be started again after {@code pause}. */
    void restarting(String name, String why, Duration pause);

    void stopped(String name, Duration after);
}
