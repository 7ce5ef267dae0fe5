package io.holdfast.standalone.process;

import java.util.Locale;

/** What the supervisor knows about a process. */
public enum ProcessState {
    /** Not started yet. */
    WAITING,
    /** Started, not healthy yet. */
    STARTING,
    /** Healthy. */
    RUNNING,
    /** Was healthy and has not answered for a while. */
    UNHEALTHY,
    /** Died; will be started again. */
    RESTARTING,
    STOPPING,
    STOPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
