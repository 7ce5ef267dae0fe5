package io.holdfast.standalone.system;

import io.holdfast.standalone.data.BlocksFile;
import io.holdfast.standalone.data.DataDirectory;
import io.holdfast.standalone.data.InstanceLock;
import io.holdfast.standalone.data.LocalPorts;
import io.holdfast.standalone.data.Ports;
import io.holdfast.standalone.data.PrivateFiles;
import io.holdfast.standalone.data.Profile;
import io.holdfast.standalone.data.Secrets;
import io.holdfast.standalone.postgres.RootHiding;
import io.holdfast.standalone.process.NotHealthyException;
import io.holdfast.standalone.process.OrphanRule;
import io.holdfast.standalone.process.Orphans;
import io.holdfast.standalone.process.ProcessPlan;
import io.holdfast.standalone.terminal.Console;
import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Runs one system in this process until it is told to stop: {@code holdfast up} without {@code --detach}. */
public final class Launcher {
    private final Installation installation;
    private final DataDirectory data;
    private final Console console;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** What the person asked for; an empty option means what the data directory says, else the default. */
    public record Wishes(OptionalInt port, String host, Optional<Profile> profile) {}

    /** @param random cryptographically strong: it makes the secrets */
    public Launcher(
            Installation installation,
            DataDirectory data,
            Console console,
            InstantSource clock,
            RandomGenerator random) {
        this.installation = installation;
        this.data = data;
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    /** Starts everything and returns only when a signal has stopped it, or with a refusal. */
    public ExitCode run(Wishes wishes) throws IOException, InterruptedException {
        Preflight.check(data);
        Optional<InstanceLock> lock = InstanceLock.acquire(data);
        if (lock.isEmpty()) {
            throw new Refusal(ExitCode.ALREADY_RUNNING, AlreadyRunning.message(data, Instance.read(data)));
        }
        try (InstanceLock held = lock.get()) {
            return runLocked(wishes, held);
        }
    }

    private ExitCode runLocked(Wishes wishes, InstanceLock held) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<String> rootHiding = RootHiding.prefix(Preflight.ownUserId());
        for (OrphanRule.Orphan orphan : Orphans.stop(data.root(), data.run(), ProcessName.stopOrder())) {
            console.line(
                    "stopped what an earlier launcher left behind: %s, pid %d",
                    orphan.name().isEmpty() ? "a child" : orphan.name(),
                    orphan.process().identity().pid());
        }
        sweep();
        Profile profile = Profile.settle(data, wishes.profile());
        Endpoints endpoints = new Endpoints(wishes.host(), ports(wishes));
        Secrets secrets = new Secrets(data, random);
        ChildSettings settings = new ChildSettings(
                installation,
                data,
                endpoints,
                profile,
                BlocksFile.read(data),
                secrets.postgresPassword(),
                secrets.maintenanceToken());
        SystemPlan plan = new SystemPlan(installation, data, settings, rootHiding, this::randomId);
        RunningSystem system = new RunningSystem(data, endpoints, profile, console, clock);
        system.stopOnShutdown(held);
        console.line("Holdfast %s on %s (profile %s)", Build.current().version(), data.root(), profile);
        try {
            for (List<ProcessPlan> group : plan.groups()) {
                system.start(group);
            }
        } catch (NotHealthyException e) {
            if (system.stopping()) {
                system.awaitStopped();
                return ExitCode.OK;
            }
            console.problem(e.getMessage() + "; the end of " + e.plan().log() + ":");
            LogTail.last(e.plan().log(), 20).forEach(line -> console.line("  | %s", line));
            system.stop();
            return ExitCode.NOT_HEALTHY;
        }
        system.ready(Duration.ofNanos(System.nanoTime() - begin));
        system.awaitStopped();
        return ExitCode.OK;
    }

    /** Temporary files of the last run are of no use to anybody. */
    private void sweep() throws IOException {
        PrivateFiles.deleteTree(data.run().resolve("tmp"));
        PrivateFiles.createDirectories(data.run().resolve("tmp"));
    }

    private Ports ports(Wishes wishes) throws IOException {
        InetAddress local = InetAddress.getByName(wishes.host());
        return Ports.settle(
                data, wishes.port(), port -> LocalPorts.free(local, port), () -> LocalPorts.candidate(random));
    }

    private UUID randomId() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
