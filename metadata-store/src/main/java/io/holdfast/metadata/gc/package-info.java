/**
 * The SQL of garbage collection, step by step: candidates (a, {@code Candidates}), condemn (b, {@code Sweep}), fence and second
 * mark (c and d, {@code SecondMark}), quarantine and delete (e and f, {@code Sweep}), objects (g, {@code Intents}), packs ({@code DeadPacks}, {@code
 * PackedBlocks}).
 *
 * <p>Invariants: only the epoch that {@code gc_lock} names changes anything, and every statement checks it; a block is condemned,
 * quarantined or deleted only under its row lock after looking for references once more; quarantine and deletion compare the
 * generation and {@code ver} noted at the fence, and need the confirmation of a mark that covers the fence; the row goes and the
 * permission to delete its object comes in one transaction. Rows that were lost come back ({@code LostRows}) only while no collector can
 * permit the deletion of their objects. A collector may die anywhere: the next epoch goes on.
 */
@NullMarked
package io.holdfast.metadata.gc;

import org.jspecify.annotations.NullMarked;
