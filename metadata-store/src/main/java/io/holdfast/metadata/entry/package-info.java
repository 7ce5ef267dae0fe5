/**
 * Reading the tree: entries by id and by path, children, versions, the journal and the current state in journal order.
 *
 * <p>Everything here only reads, each call in one statement and so from one state of the database. The tree is by parent; paths are
 * computed. An entry is in the trash when it or any folder above it is deleted. Purged entries and versions are not seen.
 */
@NullMarked
package io.holdfast.metadata.entry;

import org.jspecify.annotations.NullMarked;
