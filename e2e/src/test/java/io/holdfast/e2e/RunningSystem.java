package io.holdfast.e2e;

import io.holdfast.core.block.ObjectName;
import io.holdfast.standalone.demo.StoreListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built distribution on a data directory of its own, driven by its command line as an operator would. */
final class RunningSystem implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("../standalone/target/holdfast-0.1.0/bin/holdfast")
            .toAbsolutePath()
            .normalize();

    private static final Duration RECOVERY = Duration.ofSeconds(90);
    /** Each question is a process, and what is awaited needs the processors too. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Path data;

    private RunningSystem(Path data) {
        this.data = data;
    }

    /** A fresh data directory under {@code target}; what an earlier run left there goes. */
    static RunningSystem fresh(String name) {
        Path data = TARGET.resolve(name);
        RunningSystem system = new RunningSystem(data);
        if (Files.exists(data)) {
            system.run("down");
            deleteTree(data);
        }
        return system;
    }

    /** What a command printed, to a program and to a person, and how it ended. */
    record Outcome(int exitCode, String output, String errors, Duration took) {}

    /** Runs {@code holdfast COMMAND… --data DIR}. */
    Outcome run(String... command) {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--data", data.toString()));
        long start = System.nanoTime();
        try {
            Path output = Files.createTempFile(TARGET, "holdfast-", ".out");
            Path errors = Files.createTempFile(TARGET, "holdfast-", ".err");
            Process process = new ProcessBuilder(line)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "no end after 5 minutes: " + line + "\n" + Files.readString(output) + Files.readString(errors));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Outcome outcome =
                    new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors), took);
            Files.delete(output);
            Files.delete(errors);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #run}, and the command must succeed. */
    Outcome mustRun(String... command) {
        Outcome outcome = run(command);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + outcome.exitCode() + ":\n"
                    + outcome.output() + outcome.errors());
        }
        return outcome;
    }

    JsonNode status() {
        return JSON.readTree(mustRun("status", "--json").output());
    }

    JsonNode job(String name) {
        return JSON.readTree(mustRun("job", "run", name, "--json").output());
    }

    Client client() {
        return new Client(status().path("api_url").asString());
    }

    long pid(String process) {
        return processes(status())
                .filter(one -> one.path("name").asString().equals(process))
                .findFirst()
                .map(one -> one.path("pid").asLong())
                .orElseThrow();
    }

    /** The processes with these names, by name. */
    Map<String, Long> pids(String... names) {
        Set<String> wanted = Set.of(names);
        return processes(status())
                .filter(one -> wanted.contains(one.path("name").asString()))
                .collect(Collectors.toMap(
                        one -> one.path("name").asString(),
                        one -> one.path("pid").asLong()));
    }

    /** kill -9 of supervised processes; returns when others run in their place. */
    void killAndAwait(String... names) {
        Map<String, Long> killed = pids(names);
        killed.values().forEach(RunningSystem::kill);
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (!areBack(killed)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(killed.keySet() + " are not back after " + RECOVERY);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean areBack(Map<String, Long> killed) {
        return processes(status())
                .filter(one -> killed.containsKey(one.path("name").asString()))
                .allMatch(one -> one.path("state").asString().equals("running")
                        && one.path("pid").isNumber()
                        && !Long.valueOf(one.path("pid").asLong())
                                .equals(killed.get(one.path("name").asString())));
    }

    /** kill -9 of one supervised process. */
    void kill(String process) {
        kill(pid(process));
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> {
            handle.destroyForcibly();
            handle.onExit().join();
        });
    }

    static Stream<JsonNode> processes(JsonNode status) {
        return StreamSupport.stream(status.path("processes").spliterator(), false);
    }

    Connection database() throws SQLException, IOException {
        String password =
                Files.readString(data.resolve("keys/postgres.password")).strip();
        URI url = URI.create(status().path("postgres_url").asString());
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        return DriverManager.getConnection(jdbc, url.getUserInfo(), password);
    }

    /** Names of all objects that lie in the block store. */
    Set<ObjectName> objects() {
        try {
            return StoreListing.walk(data.resolve("blocks")).objects().keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        run("down");
    }

    private static void deleteTree(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
