package io.holdfast.standalone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * All children of one launcher. Groups are started one after the other, the members of a group at once; everything is stopped
 * in the reverse order, one process after the other.
 */
public final class Supervisor {
    private final Function<String, Path> pidFiles;
    private final List<String> prefix;
    private final ProcessEvents events;
    private final List<SupervisedProcess> processes = new ArrayList<>();
    private boolean stopping;

    /**
     * @param pidFiles where the pid file of a process by this name belongs
     * @param prefix put before every command: what gives a child a session of its own
     */
    public Supervisor(Function<String, Path> pidFiles, List<String> prefix, ProcessEvents events) {
        this.pidFiles = pidFiles;
        this.prefix = List.copyOf(prefix);
        this.events = events;
    }

    /**
     * Starts these and waits until all are healthy.
     *
     * @throws NotHealthyException naming the first that is not; the others keep running until {@link #stop()}
     */
    public void start(List<ProcessPlan> group) throws NotHealthyException {
        List<SupervisedProcess> started = new ArrayList<>();
        synchronized (this) {
            if (stopping) {
                return;
            }
            for (ProcessPlan plan : group) {
                started.add(new SupervisedProcess(plan, prefix, pidFiles.apply(plan.name()), Backoff.STANDARD, events));
            }
            processes.addAll(started);
            started.forEach(SupervisedProcess::start);
        }
        for (SupervisedProcess process : started) {
            await(process);
        }
    }

    public synchronized List<ProcessReport> report() {
        return processes.stream().map(SupervisedProcess::report).toList();
    }

    /** Stops every process, the last started first; returns when all are gone. */
    public void stop() {
        List<SupervisedProcess> running;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(processes);
        }
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).stop();
        }
    }

    private static void await(SupervisedProcess process) throws NotHealthyException {
        CompletableFuture<Duration> healthy = process.firstHealthy();
        try {
            healthy.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NotHealthyException(process.plan(), String.valueOf(cause.getMessage()));
        }
    }
}
