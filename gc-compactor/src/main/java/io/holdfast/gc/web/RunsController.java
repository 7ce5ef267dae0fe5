package io.holdfast.gc.web;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.gc.epoch.GcJob;
import io.holdfast.gc.run.Job.Mode;
import io.holdfast.gc.run.JobName;
import io.holdfast.gc.run.JobRunner;
import io.holdfast.gc.web.RunAnswer.Page;
import io.holdfast.gc.web.RunAnswer.Start;
import io.holdfast.gc.web.RunAnswer.Started;
import io.holdfast.gc.web.RunAnswer.Undeleted;
import io.holdfast.metadata.job.JobRuns;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs of jobs, and the undo of an epoch. */
@RestController
@RequestMapping("/api/v1")
class RunsController {
    private static final int MOST = 500;

    private final JobRunner runner;
    private final JobRuns runs;
    private final GcJob gc;

    RunsController(JobRunner runner, JobRuns runs, GcJob gc) {
        this.runner = runner;
        this.runs = runs;
        this.gc = gc;
    }

    @PostMapping("/jobs/{name}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started start(@PathVariable String name, @RequestBody(required = false) @Nullable Start start) {
        boolean dry = start != null && Boolean.TRUE.equals(start.dryRun());
        return new Started(runner.start(JobName.parse(name), dry ? Mode.DRY_RUN : Mode.ACT));
    }

    @GetMapping("/jobs/runs/{runId}")
    RunAnswer run(@PathVariable long runId) {
        return runs.find(runId).map(RunAnswer::of).orElseThrow(() -> new NotFound("there is no run " + runId));
    }

    @GetMapping("/jobs/runs")
    Page last(@RequestParam Optional<String> job, @RequestParam(defaultValue = "50") int limit) {
        int most = Math.max(1, Math.min(limit, MOST));
        return new Page(runs.last(job.map(JobName::parse).map(JobName::word), most).stream()
                .map(RunAnswer::of)
                .toList());
    }

    @PostMapping("/epochs/{epoch}/undelete")
    Undeleted undelete(@PathVariable long epoch) {
        return new Undeleted(gc.undelete(epoch));
    }
}
