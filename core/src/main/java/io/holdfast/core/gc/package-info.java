/**
 * The pure rules of garbage collection: the states of a block, how long each lasts ({@link io.holdfast.core.gc.SafetyWindow}), what
 * should become of one ({@link io.holdfast.core.gc.Verdict}) and what stops an epoch ({@link io.holdfast.core.gc.Brake}).
 *
 * <p>Nothing here makes a deletion safe: that is the row lock, the state and the generation in PostgreSQL. These rules only propose.
 */
@NullMarked
package io.holdfast.core.gc;

import org.jspecify.annotations.NullMarked;
