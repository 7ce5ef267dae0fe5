/**
 * Runs of the maintenance jobs (retention, gc, scrub, rollups, upkeep, reconcile), as the maintenance process tells them on its local admin port.
 * Without such a process there are no runs, and the answer says why.
 */
@NullMarked
package io.holdfast.dashboards.jobs;

import org.jspecify.annotations.NullMarked;
