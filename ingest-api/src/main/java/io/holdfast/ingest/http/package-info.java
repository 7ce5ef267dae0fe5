/**
 * What every call shares: errors as RFC 9457 problems with a stable code, fields of a request, pages of a list, limits of a body.
 *
 * <p>Invariants: whatever a client sends, the answer is a problem with a code and never a stack trace; a 5xx means that we, not the
 * client, have something to repair.
 */
@NullMarked
package io.holdfast.ingest.http;

import org.jspecify.annotations.NullMarked;
