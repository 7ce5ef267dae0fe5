package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.InstanceLock;
import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.process.NotHealthyException;
import io.holdfast.standalone.process.PidFiles;
import io.holdfast.standalone.process.ProcFs;
import io.holdfast.standalone.process.ProcessEvents;
import io.holdfast.standalone.process.ProcessIdentity;
import io.holdfast.standalone.process.ProcessPlan;
import io.holdfast.standalone.process.Supervisor;
import io.holdfast.standalone.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The supervisor of one system, its lines on the console and its {@code run/instance.json}. */
final class RunningSystem implements ProcessEvents {
    /** Gives a child a session of its own: Ctrl-C at our terminal is for us, and we stop the children in order. */
    private static final List<String> OWN_SESSION = List.of("setsid");

    private final DataDirectory data;
    private final Endpoints endpoints;
    private final Profile profile;
    private final Console console;
    private final String startedAt;
    private final ProcessIdentity self = ProcFs.self();
    private final Supervisor supervisor;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean ready;
    private boolean stopping;

    RunningSystem(DataDirectory data, Endpoints endpoints, Profile profile, Console console, InstantSource clock) {
        this.data = data;
        this.endpoints = endpoints;
        this.profile = profile;
        this.console = console;
        this.startedAt = clock.instant().toString();
        this.supervisor = new Supervisor(data::pidFile, OWN_SESSION, this);
    }

    /** A signal that ends this JVM stops the children in order first; the lock is given up last. */
    void stopOnShutdown(InstanceLock held) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndRelease(held), "stop"));
    }

    void start(List<ProcessPlan> group) throws NotHealthyException {
        changed();
        supervisor.start(group);
    }

    void ready(Duration after) {
        console.line("ready after %.1f s", after.toMillis() / 1000.0);
        console.line("  API         %s  (documentation: %s/swagger-ui.html)", endpoints.api(), endpoints.api());
        console.line("  dashboards  %s", endpoints.dashboards());
        console.line("  Flink       %s", endpoints.flink());
        console.line(
                "  PostgreSQL  %s  (password: %s)",
                endpoints.postgres(), data.keys().resolve("postgres.password"));
        console.line("  Kafka       %s", endpoints.kafka());
        synchronized (this) {
            ready = true;
        }
        changed();
    }

    void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** Stops everything; whoever calls second waits for the first. */
    void stop() {
        boolean first;
        synchronized (this) {
            first = !stopping;
            stopping = true;
        }
        if (!first) {
            return;
        }
        supervisor.stop();
        try {
            PidFiles.delete(data.run());
            Files.deleteIfExists(data.instanceFile());
        } catch (IOException e) {
            console.problem("cannot clear " + data.run() + ": " + e.getMessage());
        }
        stopped.countDown();
    }

    @Override
    public synchronized void changed() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            instance().write(data);
        } catch (IOException e) {
            console.problem("cannot write " + data.instanceFile() + ": " + e.getMessage());
        }
    }

    @Override
    public void healthy(String name, Duration after) {
        console.line("  %-12s healthy after %5.1f s", name, after.toMillis() / 1000.0);
    }

    @Override
    public void restarting(String name, String why, Duration pause) {
        console.line(
                "  %-12s %s; next start in %.1f s (log: %s)", name, why, pause.toMillis() / 1000.0, data.log(name));
    }

    @Override
    public void stopped(String name, Duration after) {
        console.line("  %-12s stopped after %5.1f s", name, after.toMillis() / 1000.0);
    }

    private Instance instance() {
        return new Instance(
                self,
                startedAt,
                ready,
                profile.word(),
                endpoints.host(),
                endpoints.ports().numbers(),
                supervisor.report().stream().map(Instance.Child::of).toList());
    }

    private void stopAndRelease(InstanceLock held) {
        stop();
        try {
            stopped.await();
            held.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            console.problem("cannot give up the lock: " + e.getMessage());
        }
    }
}
