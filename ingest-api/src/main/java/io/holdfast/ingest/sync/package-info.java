/**
 * Sync: what has changed since a cursor.
 *
 * <p>Without a cursor the current state is listed, bounded by the head at its start; then the journal follows from that head, so
 * nothing that changes meanwhile is lost and something may be seen twice. Applying a change twice changes nothing. A change carries
 * the whole row of an entry as it stood right after it. What comes back with a folder is told entry by entry, since a device that
 * had seen it go, or has come since, does not know it.
 */
@NullMarked
package io.holdfast.ingest.sync;

import org.jspecify.annotations.NullMarked;
