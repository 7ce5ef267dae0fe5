/**
 * The journal as the relay sees it. The journal is the outbox: what is in it was committed, its numbers have no gap, and Kafka
 * can be refilled from it at any time.
 *
 * <p>Invariants: {@code published_seq} only rises, but for a wiped Kafka, when it goes back to 0 for all at once; the mark of a
 * namespace is taken off only under its lock and only when everything is published.
 */
@NullMarked
package io.holdfast.metadata.journal;

import org.jspecify.annotations.NullMarked;
