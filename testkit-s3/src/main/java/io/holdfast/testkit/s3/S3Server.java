package io.holdfast.testkit.s3;

import io.holdfast.testkit.child.ChildServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** S3Proxy over a directory: conditional puts, checksums that are checked, signatures that are checked. */
public final class S3Server {
    public static final String ACCESS_KEY = "local";
    public static final String SECRET_KEY = "localsecret";

    private static final long START_SECONDS = 60;

    private static @Nullable S3Server shared;

    private final ChildServer child;
    private final int port;
    private final AtomicInteger buckets = new AtomicInteger();

    private S3Server(ChildServer child, int port) {
        this.child = child;
        this.port = port;
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
        ChildServer.deleteTree(objects().resolve(bucket));
    }

    private Path objects() {
        return child.directory().resolve("objects");
    }

    private static S3Server start() throws IOException {
        ChildServer child = ChildServer.prepare("holdfast-s3", S3Server.class, "/s3.classpath");
        Path directory = child.directory();
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
        Process process = child.start(child.java(
                        List.of("-Xmx256m", "-Dlogback.configurationFile=" + directory.resolve("logback.xml")),
                        List.of("org.gaul.s3proxy.Main", "--properties", "s3proxy.properties"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()));
        S3Server server = new S3Server(child, port);
        server.awaitListening(process);
        return server;
    }

    private void awaitListening(Process process) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listening()) {
            if (ended(process) || System.nanoTime() > deadline) {
                throw new IllegalStateException("the S3 server is not there:\n"
                        + Files.readString(child.directory().resolve("log")));
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
    private static boolean ended(Process process) {
        try {
            return process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
