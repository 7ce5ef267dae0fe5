/**
 * Namespaces: one tree, one owner, one quota, one totally ordered journal, and the accounts of its logical bytes.
 *
 * <p>Invariant: the row of a namespace is locked first, before uploads and blocks; under it the journal's two numbers grow
 * without a gap, and the three sums of bytes are exact at every commit.
 */
@NullMarked
package io.holdfast.metadata.namespace;

import org.jspecify.annotations.NullMarked;
