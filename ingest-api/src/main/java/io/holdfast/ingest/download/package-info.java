/**
 * Downloads: a version's blocks in order, whole or a range.
 *
 * <p>Invariants: every block is verified before its first byte leaves; at most as many blocks are in memory as the settings
 * allow; no connection to the database is held while bytes stream. What breaks after the first byte breaks the connection, so that a
 * client never takes half a file for a whole one.
 */
@NullMarked
package io.holdfast.ingest.download;

import org.jspecify.annotations.NullMarked;
