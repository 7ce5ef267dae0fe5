package io.holdfast.core.gc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every waiting time of the garbage collector, in one place. None of them makes it safe (locks, generations and compare-and-set
 * do); they give an operator time to notice and undo.
 *
 * @param minAge a block touched more recently is no candidate
 * @param condemned from condemned to quarantined
 * @param quarantine from quarantined to deleted: the time in which everything can be undone
 * @param restoreWindow how far back a database backup may be restored; what it may still name must be readable
 * @param sessionMax how long an upload may stay open at the very most
 * @param orphanAge between the two inventories that make an object an orphan
 */
public record SafetyWindow(
        Profile profile,
        Duration minAge,
        Duration condemned,
        Duration quarantine,
        Duration restoreWindow,
        Duration sessionMax,
        Duration orphanAge) {
    /** What the quarantine lasts longer than the restore window. */
    public static final Duration RESTORE_MARGIN = Duration.ofDays(2);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration QUARANTINE_FLOOR = Duration.ofDays(14);
    private static final Duration SESSION_CEILING = Duration.ofDays(7);
    private static final Duration ORPHAN_FLOOR = Duration.ofDays(7);

    /** @throws IllegalArgumentException naming every setting that is below its floor; the rehearsal profile has no floors */
    public SafetyWindow {
        List<String> problems = new ArrayList<>();
        if (profile == Profile.DEFAULT) {
            atLeast(problems, "minimum age", minAge, DAY);
            atLeast(problems, "condemned time", condemned, DAY);
            atLeast(problems, "quarantine", quarantine, longer(QUARANTINE_FLOOR, restoreWindow.plus(RESTORE_MARGIN)));
            atLeast(problems, "orphan age", orphanAge, ORPHAN_FLOOR);
            if (sessionMax.compareTo(SESSION_CEILING) > 0) {
                problems.add("the longest upload is " + sessionMax + " but may be at most " + SESSION_CEILING);
            }
            if (sessionMax.compareTo(quarantine) >= 0) {
                problems.add("the longest upload is " + sessionMax + ", not shorter than the quarantine " + quarantine);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "unsafe settings of the garbage collector: " + String.join("; ", problems));
        }
    }

    /** The window an installation of this profile starts with. */
    public static SafetyWindow of(Profile profile) {
        return switch (profile) {
            case DEFAULT ->
                new SafetyWindow(profile, DAY, DAY, QUARANTINE_FLOOR, Duration.ofDays(7), DAY, ORPHAN_FLOOR);
            case REHEARSAL ->
                new SafetyWindow(
                        profile, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, DAY, Duration.ZERO);
        };
    }

    private static void atLeast(List<String> problems, String what, Duration value, Duration floor) {
        if (value.compareTo(floor) < 0) {
            problems.add("the " + what + " is " + value + " but must be at least " + floor);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
