package io.holdfast.core.gc;

import java.util.List;

/**
 * What the brakes look at before an epoch may go on.
 *
 * @param blocks all blocks
 * @param candidates blocks that the epoch would condemn
 * @param recentCandidates candidates of the epochs of the last 30 days, without this one
 * @param missingObjects blocks that are live and referenced whose object is not there
 * @param compared blocks on which two engines gave a count, and {@code disagreeing} those where the counts differ
 * @param sameIncarnation whether the database is in the life in which the last epoch ran; true if there was none
 * @param firstEpoch no epoch has succeeded since the installation or the last restore
 */
public record BrakeFigures(
        long blocks,
        long candidates,
        List<Long> recentCandidates,
        long missingObjects,
        long compared,
        long disagreeing,
        boolean sameIncarnation,
        boolean firstEpoch) {
    public BrakeFigures {
        recentCandidates = List.copyOf(recentCandidates);
    }
}
