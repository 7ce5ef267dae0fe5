/**
 * Garbage collection: one run drives one <b>epoch</b> through the steps a to g of the protocol. The steps themselves are SQL of
 * metadata-store; here is their order, what they wait for, and what stops them.
 *
 * <p>Invariants: nothing is deleted from the store without a committed delete intent; a block goes only after a second mark that
 * proves it has seen every reference change up to the fence; whoever loses the lease changes nothing any more. The process may die
 * anywhere: what was condemned stays condemned, what has an intent is deleted by the next run.
 */
@NullMarked
package io.holdfast.gc.epoch;

import org.jspecify.annotations.NullMarked;
