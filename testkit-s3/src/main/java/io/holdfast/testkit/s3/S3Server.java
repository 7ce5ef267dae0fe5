package io.holdfast.testkit.s3;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** S3Proxy over a directory: conditional puts, checksums that are checked, signatures that are checked. */
public final class S3Server {
    public static final String ACCESS_KEY = "local";
    public static final String SECRET_KEY = "localsecret";

    private static final long START_SECONDS = 60;

    private static @Nullable S3Server shared;

    private final Path directory;
    private final int port;
    private final Process process;
    private final AtomicInteger buckets = new AtomicInteger();

    private S3Server(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Started at the first call (about 2 s) and killed with the JVM. */
    public static synchronized S3Server shared() {
        if (shared == null) {
            try {
                shared = start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start an S3 server for tests", e);
            }
        }
        return shared;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The name of a new, empty bucket. */
    public String createBucket() {
        String bucket = "bucket-" + buckets.incrementAndGet();
        try {
            Files.createDirectories(objects().resolve(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bucket;
    }

    /** Takes a bucket away with everything in it, as somebody at the console would. */
    public void wipe(String bucket) {
        deleteTree(objects().resolve(bucket));
    }

    private Path objects() {
        return directory.resolve("objects");
    }

    private static S3Server start() throws IOException {
        Path directory = Files.createTempDirectory("holdfast-s3");
        Files.createDirectories(directory.resolve("objects"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:PORT
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=ACCESS
                s3proxy.credential=SECRET
                s3proxy.v4-max-non-chunked-request-size=67108864
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=OBJECTS
                """.replace("PORT", Integer.toString(port))
                .replace("ACCESS", ACCESS_KEY)
                .replace("SECRET", SECRET_KEY)
                .replace("OBJECTS", directory.resolve("objects").toString()));
        Files.writeString(directory.resolve("logback.xml"), """
                <configuration><appender name="C" class="ch.qos.logback.core.ConsoleAppender"><encoder>
                <pattern>%d %p %c{1} %m%n</pattern></encoder></appender>
                <root level="WARN"><appender-ref ref="C"/></root></configuration>
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        directory.resolve("s3proxy.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        S3Server server = new S3Server(directory, port, process);
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
            return process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() throws IOException {
        try (InputStream in = S3Server.class.getResourceAsStream("/s3.classpath")) {
            return new String(
                            Objects.requireNonNull(in, "the build writes s3.classpath")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .strip();
        }
    }

    private void stopAndClean() {
        process.destroyForcibly();
        process.onExit().join();
        deleteTree(directory);
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
