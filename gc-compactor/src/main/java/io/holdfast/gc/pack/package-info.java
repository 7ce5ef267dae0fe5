/**
 * Packs, as the collector sees them: those of which nothing is needed any more are deleted; of those that are mostly garbage, and of small
 * ones that nobody appends to any more, what is needed is copied into other packs, which is called to <b>repack</b> them.
 *
 * <p>Invariants: what to repack is decided by {@link io.holdfast.gc.pack.RepackPlan} alone, from figures; a copy is made of bytes that
 * verify, is durable before a row points to it, and has a generation of its own; the row and the old slice's intent change in one
 * transaction of the epoch that holds the right to collect. A repacked pack is deleted like any other: sealed, every slice with an intent,
 * no row, and not before the time is over in which a restored database may point to it. The process may die anywhere: a copy that no row
 * points to is an orphan, a pack half repacked is repacked further by the next run.
 */
@NullMarked
package io.holdfast.gc.pack;

import org.jspecify.annotations.NullMarked;
