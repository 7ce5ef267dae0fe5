package io.holdfast.testkit.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server in a child JVM, with a directory and a class path of its own. It ends with the test JVM, and its directory with it.
 */
public final class ChildServer {
    private final Path directory;
    private final String classPath;
    private @Nullable Process process;

    private ChildServer(Path directory, String classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    /**
     * With a new directory; nothing runs yet.
     *
     * @param name begins the name of the directory
     * @param owner beside it the build wrote {@code resource}
     * @param resource holds the class path of the child, {@code /kafka.classpath}
     */
    public static ChildServer prepare(String name, Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            byte[] classPath =
                    Objects.requireNonNull(in, "the build writes " + resource).readAllBytes();
            ChildServer server = new ChildServer(
                    Files.createTempDirectory(name), new String(classPath, StandardCharsets.UTF_8).strip());
            Runtime.getRuntime().addShutdownHook(new Thread(server::stopAndClean));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name, e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** A child in the directory that has not been started; it lives too short to earn the second compiler. */
    public ProcessBuilder java(List<String> options, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(mainAndArguments);
        return new ProcessBuilder(command).directory(directory.toFile());
    }

    /** Starts the child that is the server from now on. */
    public synchronized Process start(ProcessBuilder child) throws IOException {
        process = child.start();
        return process;
    }

    /** Ends the server with SIGKILL, and returns when it is gone. */
    public synchronized void kill() {
        Process running = Objects.requireNonNull(process, "not running");
        running.destroyForcibly();
        running.onExit().join();
    }

    /** Removes a directory with all that is in it. */
    public static void deleteTree(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopAndClean() {
        if (process != null) {
            kill();
        }
        deleteTree(directory);
    }
}
