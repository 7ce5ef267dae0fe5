/**
 * The way to PostgreSQL: the pool, the schema's migrations, whose database it is, and {@link
 * io.holdfast.metadata.database.Transactions}, the one place that begins, repeats and judges transactions.
 *
 * <p>Invariants: READ COMMITTED everywhere; a lock is waited for at most 5 s; the profile of a database never changes; a commit
 * whose answer was lost is {@code OutcomeUnknown} and never reported as failed.
 */
@NullMarked
package io.holdfast.metadata.database;

import org.jspecify.annotations.NullMarked;
