/**
 * Runs of the maintenance jobs: who may start one, how far it is, how it ended, and when the next is due.
 *
 * <p>Of one job at most one run is going on. A run ends as succeeded, failed (something broke; what it did so far stands and the next
 * run goes on from there) or refused (it could not prove what it must prove, and did nothing that cannot be undone).
 */
@NullMarked
package io.holdfast.gc.run;

import org.jspecify.annotations.NullMarked;
