/**
 * Who calls, and what they may see and do. {@code TokenFilter} turns a token into a {@link io.holdfast.ingest.access.Caller} for every
 * request; {@link io.holdfast.ingest.access.Access} is the one place that decides about namespaces, and today knows owners only.
 *
 * <p>Invariants: a token is looked up at every request, so a revoked one stops at once; what a caller may not see does not exist for them.
 */
@NullMarked
package io.holdfast.ingest.access;

import org.jspecify.annotations.NullMarked;
