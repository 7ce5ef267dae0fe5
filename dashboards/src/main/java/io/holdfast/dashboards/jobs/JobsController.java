package io.holdfast.dashboards.jobs;

import io.holdfast.core.error.HoldfastException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/analytics/jobs}, and the runs of one job under its name. */
@RestController
final class JobsController {
    private static final Set<String> JOBS =
            Set.of("retention", "gc", "scrub", "rollups", "upkeep", "reconcile", "rebuild");
    private static final int MOST = 200;

    private final MaintenancePort maintenance;

    JobsController(MaintenancePort maintenance) {
        this.maintenance = maintenance;
    }

    @GetMapping("/api/v1/analytics/jobs")
    JobRuns all(
            @RequestParam(name = "job", defaultValue = "") String job,
            @RequestParam(name = "limit", defaultValue = "20") int limit) {
        return runs(job, limit);
    }

    @GetMapping("/api/v1/analytics/{job:retention|gc|scrub|reconcile}")
    JobRuns one(@PathVariable("job") String job, @RequestParam(name = "limit", defaultValue = "20") int limit) {
        return runs(job, limit);
    }

    private JobRuns runs(String job, int limit) {
        if (!job.isEmpty() && !JOBS.contains(job)) {
            throw new HoldfastException.InvalidRequest(
                    "job", "there is no job '" + job + "', only " + String.join(", ", new TreeSet<>(JOBS)));
        }
        if (limit < 1 || limit > MOST) {
            throw new HoldfastException.InvalidRequest("limit", "'limit' is " + limit + " but must be 1 to " + MOST);
        }
        return maintenance.runs(job, limit);
    }
}
