package io.holdfast.benchmarks.fault;

import io.holdfast.benchmarks.Report;

/** What became of the faults of one kind. */
final class Tally {
    private final String what;
    private long tried;
    private long detected;
    private long repaired;
    private long wrong;

    Tally(String what) {
        this.what = what;
    }

    /** Refused with an error that says what is damaged. */
    void detected() {
        tried++;
        detected++;
    }

    /** The right bytes came, and the store is as whole as before. */
    void repaired() {
        tried++;
        detected++;
        repaired++;
    }

    /** Bytes came that are not those that were stored, or nothing was noticed, or something that was acknowledged is gone. */
    void wrong(String how) {
        tried++;
        wrong++;
        Report.line("WRONG: %s: %s", what, how);
    }

    void print() {
        Report.line(
                "%-58s tried %,9d  detected %,9d  repaired %,9d  wrong or lost %d",
                what, tried, detected, repaired, wrong);
    }

    boolean clean() {
        return wrong == 0 && tried > 0;
    }
}
