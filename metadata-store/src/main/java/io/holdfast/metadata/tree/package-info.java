/**
 * The tree of a namespace: reading it, making folders, moving entries, putting them into the trash and taking them back.
 *
 * <p>Invariants: every change happens under the lock of the namespace and is one row of its journal; a name is unique in its
 * folder among what is not in the trash; a folder goes to the trash as one act, and what lies in it is in the trash because an
 * ancestor is.
 */
@NullMarked
package io.holdfast.metadata.tree;

import org.jspecify.annotations.NullMarked;
