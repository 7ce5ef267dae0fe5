package io.holdfast.testkit.hdfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One of Hadoop's programs in a JVM of its own. Its output goes to a file of its name. */
final class HadoopJvm {
    private final String name;
    private final Path log;
    private final Process process;

    private HadoopJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param directory with {@code hdfs-site.xml} in it
     * @param command options of the JVM, the class, its arguments
     */
    static HadoopJvm start(String name, Path directory, List<String> command) {
        Path log = directory.resolve(name + ".log");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                directory + ":" + classPath()));
        line.addAll(command);
        try {
            Process process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new HadoopJvm(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + " for tests", e);
        }
    }

    /** Waits for its end and requires that it went well. */
    void succeed() {
        if (!ended(60_000) || process.exitValue() != 0) {
            throw new IllegalStateException(name + " failed:\n" + output());
        }
    }

    /** Waits for its end, but no longer than so many milliseconds. */
    boolean ended(int milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** With SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** @param signal {@code STOP} or {@code CONT} */
    void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("cannot send " + signal + " to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        try (InputStream in = HadoopJvm.class.getResourceAsStream("/hdfs.classpath")) {
            return new String(
                            Objects.requireNonNull(in, "the build writes hdfs.classpath")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
