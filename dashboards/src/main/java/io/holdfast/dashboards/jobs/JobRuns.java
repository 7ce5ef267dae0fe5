package io.holdfast.dashboards.jobs;

import java.util.List;
import java.util.Optional;

/**
 * Runs, youngest first.
 *
 * @param available whether the maintenance process answered; if not, {@code items} is empty and {@code problem} says why
 */
record JobRuns(List<JobRun> items, boolean available, Optional<String> problem) {
    static JobRuns of(List<JobRun> items) {
        return new JobRuns(items, true, Optional.empty());
    }

    static JobRuns unavailable(String why) {
        return new JobRuns(List.of(), false, Optional.of(why));
    }
}
