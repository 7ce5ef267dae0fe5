package io.holdfast.gc.run;

/** One kind of maintenance. Running it again after a crash at any point does no harm. */
public interface Job {
    /** Runs once, in the thread of the caller. */
    Outcome run(Mode mode, Progress progress);

    /** Whether it acts or only says what it would do. */
    enum Mode {
        ACT,
        DRY_RUN
    }
}
