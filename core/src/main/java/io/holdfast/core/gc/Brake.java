package io.holdfast.core.gc;

import java.util.ArrayList;
import java.util.List;

/** A reason to refuse an epoch, or (the first one) to let it only say what it would do. */
public enum Brake {
    /** The first epoch of an installation or after a restore says what it would do, and does nothing. */
    FIRST_EPOCH_IS_DRY_RUN,
    /** More than a tenth of all blocks. */
    TOO_LARGE_A_SHARE,
    /** More than three times what is usual. */
    FAR_ABOVE_THE_MEDIAN,
    /** A block that is live and referenced has no object: something else is deleting. */
    OBJECT_MISSING,
    /** Two ways to count differ on more than one block in ten thousand. */
    ENGINES_DISAGREE,
    /** The database was restored since the last epoch. */
    INCARNATION_CHANGED;

    /** Installations with no more blocks are too small for percentages to mean anything. */
    static final long PERCENTAGES_FROM_BLOCKS = 10_000;

    /** The brakes that hold, none if the epoch may run. */
    public static List<Brake> check(BrakeFigures figures, Profile profile) {
        List<Brake> brakes = new ArrayList<>();
        boolean byTheBook = profile == Profile.DEFAULT;
        if (byTheBook && figures.firstEpoch()) {
            brakes.add(FIRST_EPOCH_IS_DRY_RUN);
        }
        if (byTheBook && figures.blocks() > PERCENTAGES_FROM_BLOCKS) {
            addPercentages(brakes, figures);
        }
        if (figures.missingObjects() > 0) {
            brakes.add(OBJECT_MISSING);
        }
        if (figures.disagreeing() * 10_000 > figures.compared()) {
            brakes.add(ENGINES_DISAGREE);
        }
        if (!figures.sameIncarnation()) {
            brakes.add(INCARNATION_CHANGED);
        }
        return brakes;
    }

    private static void addPercentages(List<Brake> brakes, BrakeFigures figures) {
        if (figures.candidates() * 10 > figures.blocks()) {
            brakes.add(TOO_LARGE_A_SHARE);
        }
        List<Long> sorted = figures.recentCandidates().stream().sorted().toList();
        if (!sorted.isEmpty() && figures.candidates() > 3 * sorted.get(sorted.size() / 2)) {
            brakes.add(FAR_ABOVE_THE_MEDIAN);
        }
    }
}
