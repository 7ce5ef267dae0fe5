/**
 * Repeats of writes: a request with an {@code Idempotency-Key} is carried out once, and a repeat gets the stored answer. One filter
 * does it for every call; services know nothing of it.
 *
 * <p>Calls below {@code /uploads/} and the opening of an upload need no stored answer: blocks are named by their bytes, a commit
 * remembers what it did, and the same key opens the same upload, which says what it lacks by then.
 *
 * <p>Invariants: an answer is stored before the client sees it; only success is stored, so that what failed can be tried again; no
 * body of a file is ever held to compare it: what it consisted of is noted with the answer, and a repeat is read to find out the same.
 */
@NullMarked
package io.holdfast.ingest.repeat;

import org.jspecify.annotations.NullMarked;
