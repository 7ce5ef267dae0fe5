/**
 * Cursors: positions in the journal of a namespace, opaque to clients.
 *
 * <p>A cursor names the incarnation of the server that gave it. It is signed, so a client cannot make one up, and holds no
 * server-side state, so any node can read it. A cursor of another incarnation is valid but means "merge again, delete nothing".
 */
@NullMarked
package io.holdfast.core.cursor;

import org.jspecify.annotations.NullMarked;
