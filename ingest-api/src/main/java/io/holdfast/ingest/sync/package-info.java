/**
 * Sync: what has changed since a cursor.
 *
 * <p>Without a cursor the current state is listed, bounded by the head at its start; then the journal follows from that head, so
 * nothing that changes meanwhile is lost and something may be seen twice. Applying a change twice changes nothing.
 */
@NullMarked
package io.holdfast.ingest.sync;

import org.jspecify.annotations.NullMarked;
