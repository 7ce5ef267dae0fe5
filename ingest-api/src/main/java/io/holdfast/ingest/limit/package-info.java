/**
 * Rate limits: a budget for each caller, by user or by address, that is used up and comes back with time.
 *
 * <p>Invariants: a refusal says when to try again; the memory of all budgets is bounded, and a caller that was forgotten has a full
 * budget; nothing is stored, so a restart forgets everybody.
 */
@NullMarked
package io.holdfast.ingest.limit;

import org.jspecify.annotations.NullMarked;
