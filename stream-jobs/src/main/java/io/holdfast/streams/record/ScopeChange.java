package io.holdfast.streams.record;

/**
 * What events change in one scope.
 *
 * @param weight how many events of the scope this stands for: their sum is the position of a total, so it must depend on the set
 *     of events alone and not on their order. A correction (first use moves to an earlier commit) weighs nothing.
 */
public record ScopeChange(Scope scope, Amounts amounts, long weight) {
    /** Both changes as one. */
    public ScopeChange plus(ScopeChange other) {
        return new ScopeChange(scope, amounts.plus(other.amounts), weight + other.weight);
    }
}
