package io.holdfast.streams.record;

/**
 * Totals of one scope.
 *
 * @param pos sum of the weights that were applied
 */
public record ScopeTotal(Scope scope, long countEpoch, Amounts amounts, long pos) {}
