/**
 * Who calls, and what they may see and do. {@code TokenFilter} turns a token into a {@link io.holdfast.ingest.access.Caller} for every
 * request; {@link io.holdfast.ingest.access.Access} is the one place that decides about namespaces, and today knows owners only.
 *
 * <p>Invariants: a token is taken at its word for one second at most ({@code KnownTokens}), and not at all once its log-in has ended in this
 * process; what a caller may not see does not exist for them.
 */
@NullMarked
package io.holdfast.ingest.access;

import org.jspecify.annotations.NullMarked;
