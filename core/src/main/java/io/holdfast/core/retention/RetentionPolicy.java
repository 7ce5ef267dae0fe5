package io.holdfast.core.retention;

import io.holdfast.core.retention.StoredVersion.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which versions of a file stay. Each limit may be left out; one that is left out lets every version pass.
 *
 * @param keepLast so many of the newest versions pass, the current one included
 * @param maxAge versions younger than this pass
 * @param thinning which versions of a period pass
 */
public record RetentionPolicy(OptionalInt keepLast, Optional<Duration> maxAge, Thinning thinning) {
    /** Versions that a file keeps unless an operator says otherwise. */
    public static final int DEFAULT_KEEP_LAST = 50;

    public RetentionPolicy {
        if (keepLast.isPresent() && keepLast.getAsInt() < 1) {
            throw new IllegalArgumentException("keep-last must be at least 1, not " + keepLast.getAsInt());
        }
        if (maxAge.isPresent() && (maxAge.get().isNegative() || maxAge.get().isZero())) {
            throw new IllegalArgumentException("max-age must be positive, not " + maxAge.get());
        }
    }

    /** Decides on all versions of one file, newest first. */
    public List<RetentionDecision> decide(List<StoredVersion> versions, Instant now) {
        List<StoredVersion> newestFirst = new ArrayList<>(versions);
        newestFirst.sort(Comparator.comparingLong(StoredVersion::number).reversed());
        Set<String> chosenPeriods = new HashSet<>();
        List<RetentionDecision> decisions = new ArrayList<>(newestFirst.size());
        for (int rank = 0; rank < newestFirst.size(); rank++) {
            StoredVersion version = newestFirst.get(rank);
            List<Reason> against = against(version, rank, chosenPeriods, now);
            decisions.add(rank == 0 ? RetentionDecision.keep(version, Reason.CURRENT) : decideOld(version, against));
        }
        return decisions;
    }

    /** Decides on all versions of one file that lay in the trash for longer than it may. */
    public static List<RetentionDecision> decideExpiredTrash(List<StoredVersion> versions) {
        return versions.stream()
                .map(version -> version.hold() == Hold.HELD
                        ? RetentionDecision.keep(version, Reason.HELD)
                        : RetentionDecision.remove(version, List.of(Reason.TRASH_EXPIRED)))
                .toList();
    }

    private static RetentionDecision decideOld(StoredVersion version, List<Reason> against) {
        if (version.hold() == Hold.HELD) {
            return RetentionDecision.keep(version, Reason.HELD);
        }
        return against.isEmpty()
                ? RetentionDecision.keep(version, Reason.WITHIN_LIMITS)
                : RetentionDecision.remove(version, against);
    }

    private List<Reason> against(StoredVersion version, int rank, Set<String> chosenPeriods, Instant now) {
        List<Reason> reasons = new ArrayList<>();
        if (keepLast.isPresent() && rank >= keepLast.getAsInt()) {
            reasons.add(Reason.BEYOND_LAST_N);
        }
        if (maxAge.isPresent() && !version.createdAt().plus(maxAge.get()).isAfter(now)) {
            reasons.add(Reason.TOO_OLD);
        }
        Optional<String> period = thinning.period(version.createdAt(), now);
        if (period.isPresent() && !chosenPeriods.add(period.get())) {
            reasons.add(Reason.THINNED_OUT);
        }
        return reasons;
    }
}
