package io.holdfast.gc.run;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.gc.run.Job.Mode;
import io.holdfast.metadata.job.JobRun.State;
import io.holdfast.metadata.job.JobRuns;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Starts runs, one at a time of each job, and writes down how they end. Thread safe. */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(20);

    private final Map<JobName, Job> jobs;
    private final JobRuns runs;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Set<JobName> going = EnumSet.noneOf(JobName.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Marks runs that an earlier process left behind as failed. */
    public JobRunner(Map<JobName, Job> jobs, JobRuns runs, InstantSource clock, MeterRegistry meters) {
        this.jobs = new EnumMap<>(jobs);
        this.runs = runs;
        this.clock = clock;
        this.meters = meters;
        int cutOff = runs.failCutOff();
        if (cutOff > 0) {
            LOG.warn("{} runs were cut off when this service stopped; they have failed", cutOff);
        }
    }

    /**
     * Starts a run and returns its number at once.
     *
     * @throws Conflict if a run of this job is going on
     */
    public long start(JobName name, Mode mode) {
        synchronized (going) {
            if (!going.add(name)) {
                throw new Conflict("a run of " + name.word() + " is going on; wait until it ends");
            }
        }
        try {
            long id = runs.begin(name.word());
            threads.execute(() -> run(name, mode, new Progress(id, name.word(), runs, clock)));
            return id;
        } catch (RuntimeException e) {
            release(name);
            throw e;
        }
    }

    private void run(JobName name, Mode mode, Progress progress) {
        MDC.put("run", name.word() + "-" + progress.runId());
        try {
            Job job = jobs.get(name);
            Outcome outcome = job == null
                    ? Outcome.refused("this service was made without the job '" + name.word() + "'")
                    : job.run(mode, progress);
            end(name, progress, outcome.state(), outcome.problem());
        } catch (RuntimeException e) {
            LOG.error("{} run {} failed", name.word(), progress.runId(), e);
            end(name, progress, State.FAILED, Optional.of(String.valueOf(e.getMessage())));
        } finally {
            release(name);
            MDC.remove("run");
        }
    }

    private void end(JobName name, Progress progress, State state, Optional<String> problem) {
        progress.finishPhase();
        String figures = progress.json();
        LOG.info("{} run {} {} {} {}", name.word(), progress.runId(), state.word(), problem.orElse(""), figures);
        meters.counter("holdfast.job.runs", "job", name.word(), "state", state.word())
                .increment();
        try {
            runs.end(progress.runId(), state, figures, problem);
        } catch (RuntimeException e) {
            LOG.warn("cannot write down that {} run {} {}", name.word(), progress.runId(), state.word(), e);
        }
    }

    private void release(JobName name) {
        synchronized (going) {
            going.remove(name);
        }
    }

    /** Interrupts what is going on and waits for it a little; a run that is cut off is found at the next start. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a run did not end within {}", PATIENCE_AT_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
