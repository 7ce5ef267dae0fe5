package io.holdfast.core.retention;

import java.util.List;
import java.util.stream.Collectors;

/** What is to become of one version, and every reason for it. */
public record RetentionDecision(StoredVersion version, Outcome outcome, List<Reason> reasons) {
    /** Stays, or may go. */
    public enum Outcome {
        KEEP,
        REMOVE
    }

    public RetentionDecision {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a retention decision names at least one reason");
        }
    }

    static RetentionDecision keep(StoredVersion version, Reason reason) {
        return new RetentionDecision(version, Outcome.KEEP, List.of(reason));
    }

    static RetentionDecision remove(StoredVersion version, List<Reason> reasons) {
        return new RetentionDecision(version, Outcome.REMOVE, reasons);
    }

    /** The reasons as one word list: {@code too-old,thinned-out}. */
    public String labels() {
        return reasons.stream().map(Reason::label).collect(Collectors.joining(","));
    }
}
