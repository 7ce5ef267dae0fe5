package io.holdfast.standalone.process;

import io.holdfast.standalone.data.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One child and the thread that keeps it running: prepare, start, wait until healthy, watch, and after a death wait and do it
 * again. {@link #firstHealthy()} fails when the child dies {@value #DEATHS_BEFORE_GIVING_UP} times before it was ever healthy,
 * or is not healthy in time; after that success it is restarted for ever.
 */
final class SupervisedProcess {
    private static final int DEATHS_BEFORE_GIVING_UP = 4;
    private static final Duration STARTING_POLL = Duration.ofMillis(100);
    private static final Duration RUNNING_POLL = Duration.ofSeconds(5);
    private static final int MISSED_BEFORE_UNHEALTHY = 3;

    private final ProcessPlan plan;
    private final List<String> prefix;
    private final Path pidFile;
    private final Backoff backoff;
    private final ProcessEvents events;
    private final CompletableFuture<Duration> firstHealthy = new CompletableFuture<>();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Thread thread;
    private volatile ProcessState state = ProcessState.WAITING;
    private volatile @Nullable Process child;
    private volatile @Nullable ProcessIdentity identity;
    private volatile int restarts;

    /** @param prefix put before the command: what gives the child a session of its own */
    SupervisedProcess(ProcessPlan plan, List<String> prefix, Path pidFile, Backoff backoff, ProcessEvents events) {
        this.plan = plan;
        this.prefix = List.copyOf(prefix);
        this.pidFile = pidFile;
        this.backoff = backoff;
        this.events = events;
        this.thread = new Thread(this::keepRunning, "supervise-" + plan.name());
    }

    ProcessPlan plan() {
        return plan;
    }

    ProcessReport report() {
        return new ProcessReport(plan.name(), state, Optional.ofNullable(identity), restarts);
    }

    /** How long it took from {@link #start()} until it was healthy for the first time. */
    CompletableFuture<Duration> firstHealthy() {
        return firstHealthy;
    }

    void start() {
        thread.start();
    }

    /** Stops the child within its deadline, or kills it; returns when it is gone. */
    void stop() {
        long begin = System.nanoTime();
        stopAsked.countDown();
        boolean ran = identity != null;
        become(ProcessState.STOPPING);
        Process running = launched();
        if (running != null) {
            Signals.stop(running.toHandle(), plan.stopSignal(), plan.stopWithin());
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(ProcessState.STOPPED);
        if (ran) {
            events.stopped(plan.name(), since(begin));
        }
    }

    private void keepRunning() {
        try {
            livesUntilStopped();
        } finally {
            firstHealthy.completeExceptionally(new IllegalStateException("was stopped before it was healthy"));
        }
    }

    private void livesUntilStopped() {
        long begin = System.nanoTime();
        int failures = 0;
        while (!stopping()) {
            long started = System.nanoTime();
            String why = liveOnce(begin);
            if (stopping()) {
                return;
            }
            failures = backoff.failures(failures, since(started));
            if (!firstHealthy.isDone() && failures >= DEATHS_BEFORE_GIVING_UP) {
                firstHealthy.completeExceptionally(new IllegalStateException(why));
            }
            Duration pause = backoff.delay(failures);
            restarts++;
            become(ProcessState.RESTARTING);
            events.restarting(plan.name(), why, pause);
            pause(pause);
        }
    }

    /** One life of the child; returns why it ended. */
    private String liveOnce(long begin) {
        try {
            become(ProcessState.STARTING);
            plan.preparation().run();
            Process started = launch();
            try {
                watch(started, begin);
                return "ended with exit code " + started.waitFor();
            } finally {
                child = null;
                identity = null;
                if (started.isAlive()) {
                    Signals.stop(started.toHandle(), plan.stopSignal(), plan.stopWithin());
                }
            }
        } catch (IOException | RuntimeException e) {
            return "cannot be started: " + e.getMessage();
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private synchronized Process launch() throws IOException, InterruptedException {
        if (stopping()) {
            throw new InterruptedException("stopping");
        }
        LogFile.rotateWhenFull(plan.log(), LogFile.FULL_BYTES);
        List<String> command = new ArrayList<>(prefix);
        command.addAll(plan.command());
        Process started = new ProcessBuilder(command)
                .directory(plan.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()))
                .start();
        child = started;
        Optional<ProcessIdentity> seen = ProcFs.observe(started.pid()).map(ObservedProcess::identity);
        identity = seen.orElse(null);
        if (seen.isPresent()) {
            PrivateFiles.replace(pidFile, seen.get().toLine());
        }
        events.changed();
        return started;
    }

    /** Waits for a launch that is under way; there is none after it once a stop is asked. */
    private synchronized @Nullable Process launched() {
        return child;
    }

    private void watch(Process started, long begin) throws InterruptedException, IOException {
        long launched = System.nanoTime();
        int missed = 0;
        boolean everHealthy = false;
        Duration poll = STARTING_POLL;
        while (!started.waitFor(poll.toMillis(), TimeUnit.MILLISECONDS)) {
            if (plan.health().healthy()) {
                missed = 0;
                poll = RUNNING_POLL;
                everHealthy = true;
                healthy(begin);
            } else if (everHealthy) {
                missed++;
                if (missed == MISSED_BEFORE_UNHEALTHY && !stopping()) {
                    become(ProcessState.UNHEALTHY);
                }
            } else if (since(launched).compareTo(plan.startWithin()) > 0 && !firstHealthy.isDone()) {
                firstHealthy.completeExceptionally(new IllegalStateException(
                        "not healthy after " + plan.startWithin().toSeconds() + " s"));
            }
            LogFile.rotateWhenFull(plan.log(), LogFile.FULL_BYTES);
        }
    }

    private void healthy(long begin) {
        if (stopping() || state == ProcessState.RUNNING) {
            return;
        }
        become(ProcessState.RUNNING);
        Duration after = since(begin);
        if (firstHealthy.complete(after)) {
            events.healthy(plan.name(), after);
        }
    }

    private void become(ProcessState next) {
        state = next;
        events.changed();
    }

    private void pause(Duration pause) {
        try {
            stopAsked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
