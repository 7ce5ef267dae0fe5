/**
 * Answers of writes that carried an {@code Idempotency-Key}, kept so that a repeat gets the same one.
 *
 * <p>Invariants: a key of an account belongs to one request; whoever works on it holds a claim, and nobody else does the same
 * meanwhile; an answer is kept only by the holder of the claim. A claim whose process has died ends by itself.
 */
@NullMarked
package io.holdfast.metadata.answer;

import org.jspecify.annotations.NullMarked;
