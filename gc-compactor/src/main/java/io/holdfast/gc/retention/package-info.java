/**
 * Carries retention out: a batch run proposes versions, and each is looked at once more under the lock of its namespace before it
 * is purged. What lay in the trash for too long is purged as a whole, asked of PostgreSQL, which also buries the entry.
 *
 * <p>Invariants: a current version goes only out of the trash; a purge that was not proposed by the policy as it stands now does
 * not happen; purging frees nothing by itself, it only takes references away.
 */
@NullMarked
package io.holdfast.gc.retention;

import org.jspecify.annotations.NullMarked;
