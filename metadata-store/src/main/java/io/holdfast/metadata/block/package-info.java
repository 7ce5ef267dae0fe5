/**
 * The rows of stored blocks, and who may cite them.
 *
 * <p>Invariants: a block is held by one lock pass in the order of hashes, and what the locking read returned decides; a lock is
 * never made stronger within a pass; a quarantined block comes back to life only after its object was seen on the store, and the
 * store is never asked while locks are held ({@link io.holdfast.metadata.block.LookOutside}). {@code ver} rises with every change
 * of state.
 */
@NullMarked
package io.holdfast.metadata.block;

import org.jspecify.annotations.NullMarked;
