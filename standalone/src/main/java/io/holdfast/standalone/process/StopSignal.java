package io.holdfast.standalone.process;

/** The signal that asks a process to stop. */
public enum StopSignal {
    TERM,
    /** PostgreSQL's fast shutdown: sessions are ended, nothing is lost. */
    INT
}
