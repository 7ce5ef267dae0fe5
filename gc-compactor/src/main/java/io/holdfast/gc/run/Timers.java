package io.holdfast.gc.run;

import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.gc.run.Job.Mode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts jobs when they are due. */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /** When a job is first due after the start, and then again and again. */
    public record Timer(Duration first, Duration every) {}

    public Timers(Map<JobName, Timer> timers, JobRunner runner) {
        timers.forEach((name, timer) -> {
            LOG.info("{} runs every {}, first in {}", name.word(), timer.every(), timer.first());
            every(timer, () -> startIfIdle(name, runner));
        });
    }

    /** Does something small again and again; a failure is logged and does not end it. */
    public void every(Timer timer, Runnable act) {
        ScheduledFuture<?> ignored = thread.scheduleWithFixedDelay(
                () -> guarded(act), timer.first().toMillis(), timer.every().toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("scheduled {}", ignored);
    }

    private static void startIfIdle(JobName name, JobRunner runner) {
        try {
            runner.start(name, Mode.ACT);
        } catch (Conflict e) {
            LOG.info("{} is due but still runs; it will be due again", name.word());
        }
    }

    private static void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            LOG.warn("a timer's work failed; it will be tried again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
