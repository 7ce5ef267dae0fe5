/**
 * Purging: the other way out of the tree. A purge takes a version's references and evidence away under the lock of its
 * namespace, after asking once more whether it may go, and writes a journal row with a reference number; sync clients never see
 * it. The version's row and block list stay, so that the journal can be replayed.
 *
 * <p>Invariants: the current version of a file goes only with the whole file, out of the trash; a version is purged once.
 */
@NullMarked
package io.holdfast.metadata.retention;

import org.jspecify.annotations.NullMarked;
