/**
 * Names and paths of entries, as the server keeps them.
 *
 * <p>Invariants: a name is in Unicode NFC, keeps the case it was given, has 1 to 255 bytes of UTF-8 and is never {@code .} or
 * {@code ..}; two names with the same {@linkplain io.holdfast.core.name.EntryName#key() key} cannot stand in one folder; a path
 * is a list of names, so it can never leave the root.
 */
@NullMarked
package io.holdfast.core.name;

import org.jspecify.annotations.NullMarked;
