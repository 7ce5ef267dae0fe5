/**
 * Runs of the maintenance jobs, for history, for whoever waits for one, and for the page.
 *
 * <p>Invariants: of one job at most one run is going on; a run ends once, as succeeded, failed or refused; a run whose process is
 * gone is found at the next start and has failed.
 */
@NullMarked
package io.holdfast.metadata.job;

import org.jspecify.annotations.NullMarked;
