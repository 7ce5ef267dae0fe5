package io.holdfast.standalone.system;

import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.InstanceLock;
import io.holdfast.standalone.process.OrphanRule;
import io.holdfast.standalone.process.Orphans;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops the system of a data directory from outside of its launcher. */
public final class Shutdown {
    /** More than the deadlines of all children together. */
    private static final Duration WITHIN = Duration.ofMinutes(4);

    private final DataDirectory data;
    private final Console console;

    public Shutdown(DataDirectory data, Console console) {
        this.data = data;
        this.console = console;
    }

    public ExitCode run() throws IOException, InterruptedException {
        if (!Files.isDirectory(data.run())) {
            console.line("nothing runs on %s", data.root());
            return ExitCode.OK;
        }
        Optional<Instance> running = Instance.running(data);
        if (running.isPresent() && !stopLauncher(running.get().launcher().pid())) {
            console.problem("the launcher (pid " + running.get().launcher().pid() + ") does not stop");
            return ExitCode.FAILED;
        }
        try (InstanceLock lock = InstanceLock.acquire(data).orElse(null)) {
            if (lock == null) {
                console.problem("another holdfast is just starting on " + data.root() + "; try again");
                return ExitCode.FAILED;
            }
            List<OrphanRule.Orphan> orphans = Orphans.stop(data.root(), data.run(), ProcessName.stopOrder());
            Files.deleteIfExists(data.instanceFile());
            report(running.isPresent(), orphans.size());
        }
        return ExitCode.OK;
    }

    private void report(boolean launcherRan, int orphans) {
        if (orphans > 0) {
            console.line("stopped %d processes that a killed launcher had left behind", orphans);
        } else {
            console.line(launcherRan ? "stopped" : "nothing runs on " + data.root());
        }
    }

    private boolean stopLauncher(long pid) throws InterruptedException, IOException {
        Optional<ProcessHandle> launcher = ProcessHandle.of(pid);
        if (launcher.isEmpty()) {
            return true;
        }
        LogFollower follower = LogFollower.fromEnd(data.log("launcher"));
        launcher.get().destroy();
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            boolean gone = gone(launcher.get());
            follower.newLines().forEach(line -> console.line("%s", line));
            if (gone) {
                return true;
            }
        }
        return false;
    }

    private static boolean gone(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(200, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        }
    }
}
