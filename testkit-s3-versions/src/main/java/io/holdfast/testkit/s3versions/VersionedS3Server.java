package io.holdfast.testkit.s3versions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** S3Mock over a directory: buckets with versioning. Any access key will do. */
public final class VersionedS3Server {
    private static final long START_SECONDS = 90;

    private static @Nullable VersionedS3Server shared;

    private final Path directory;
    private final int port;
    private final Process process;

    private VersionedS3Server(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Started at the first call (about 6 s) and killed with the JVM. */
    public static synchronized VersionedS3Server shared() {
        if (shared == null) {
            try {
                shared = start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start an S3 server with versions for tests", e);
            }
        }
        return shared;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static VersionedS3Server start() throws IOException {
        Path directory = Files.createTempDirectory("holdfast-s3-versions");
        int http;
        int https;
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            http = first.getLocalPort();
            https = second.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "com.adobe.testing.s3mock.S3MockApplication",
                        "--com.adobe.testing.s3mock.http-port=" + http,
                        "--server.port=" + https,
                        "--com.adobe.testing.s3mock.store.root=" + directory.resolve("objects"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        VersionedS3Server server = new VersionedS3Server(directory, http, process);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stopAndClean));
        server.awaitListening();
        return server;
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listening()) {
            if (ended() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the S3 server is not there:\n" + Files.readString(directory.resolve("log")));
            }
        }
    }

    private boolean listening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Looks for its end for a moment. */
    private boolean ended() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() throws IOException {
        try (InputStream in = VersionedS3Server.class.getResourceAsStream("/s3-versions.classpath")) {
            return new String(
                            Objects.requireNonNull(in, "the build writes s3-versions.classpath")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .strip();
        }
    }

    private void stopAndClean() {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
