package io.holdfast.core.retention;

import java.time.Instant;

/** A version of one file, as retention sees it. Numbers rise with each commit, so the greatest number is the current version. */
public record StoredVersion(long number, Instant createdAt, Hold hold) {
    /** Whether somebody forbade its deletion. */
    public enum Hold {
        NONE,
        HELD
    }
}
