package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hundred blocks at once, more bytes than the heap of a real installation, into a process that has it: every one arrives, the heap does not
 * grow. {@code -Dcrowd.mib=8} makes the blocks as large as they get.
 */
class CrowdIT {
    private static final int BLOCKS = 200;
    private static final int SIZE = Integer.getInteger("crowd.mib", 4) << 20;
    /** What an installation starts the API with. */
    private static final Path CONF = Path.of("../standalone/src/main/dist/conf/jvm");

    private static final Path OPTIONS = CONF.resolve("api.options");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger sentAway = new AtomicInteger();

    @Test
    void everyoneGetsThroughInAFixedHeap(@TempDir Path directory) throws Exception {
        int port = freePort();
        Process api = start(directory, port);
        try {
            awaitReady(port);
            Client ada = Client.newUser(URI.create("http://127.0.0.1:" + port), "laptop");
            byte[][] blocks = new byte[BLOCKS][];
            byte[] pattern = Blocks.random(64 << 10, 51);
            byte[] scratch = new byte[SIZE];
            for (int at = 0; at < SIZE; at += pattern.length) {
                System.arraycopy(pattern, 0, scratch, at, pattern.length);
            }
            List<Map<String, Object>> chunks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                blocks[i] = Blocks.random(16, 1_000 + i);
                System.arraycopy(blocks[i], 0, scratch, 0, 16);
                chunks.add(Map.of("index", i, "size", SIZE, "hash", Blocks.hash(scratch)));
            }
            Reply opened = ada.post(
                    "/files/upload/initiate",
                    Map.of("path", "/crowd", "file_size", (long) BLOCKS * SIZE, "chunks", chunks));
            long begin = System.nanoTime();
            List<CompletableFuture<Void>> puts = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                URI url = URI.create("http://127.0.0.1:" + port + "/api/v1/uploads/" + opened.at("/upload_id")
                        + "/blocks/" + chunks.get(i).get("hash"));
                puts.add(put(ada, url, blocks[i], scratch));
            }
            CompletableFuture<Integer> metadata = slowestMetadata(ada, puts);
            CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).get(9, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Reply committed = ada.post("/uploads/" + opened.at("/upload_id") + "/commit");
            assertThat(committed.at("/status")).as("%s", committed).isEqualTo("committed");
            assertThat(api.isAlive()).isTrue();
            System.out.printf(
                    "%d blocks of %d MiB at once, %s: %.1f s, %.0f MB/s, told to come back %d times, "
                            + "peak resident %d MiB, slowest metadata call meanwhile %d ms%n",
                    BLOCKS,
                    SIZE >> 20,
                    heap(),
                    seconds,
                    BLOCKS * (double) SIZE / 1e6 / seconds,
                    sentAway.get(),
                    peakResidentMib(api),
                    metadata.get());
        } finally {
            api.destroy();
            assertThat(api.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Told to come back, a client does so after the time it was told. */
    private CompletableFuture<Void> put(Client ada, URI url, byte[] first, byte[] block) {
        // As a stream: a publisher of an array would copy it whole, 200 times.
        BodyPublisher body = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        new ByteArrayInputStream(first), new ByteArrayInputStream(block, 16, SIZE - 16))),
                SIZE);
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", ada.header("Authorization"))
                .header("Content-Type", "application/octet-stream")
                .PUT(body)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenCompose(answer -> {
            if (answer.statusCode() == 204) {
                return CompletableFuture.<Void>completedFuture(null);
            }
            if (answer.statusCode() != 503) {
                throw new CompletionException(new AssertionError(answer.statusCode() + " " + answer.body()));
            }
            sentAway.incrementAndGet();
            long wait = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
            return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.SECONDS))
                    .thenCompose(waited -> put(ada, url, first, block));
        });
    }

    private static CompletableFuture<Integer> slowestMetadata(Client ada, List<CompletableFuture<Void>> puts) {
        return CompletableFuture.supplyAsync(() -> {
            long slowest = 0;
            do {
                long begin = System.nanoTime();
                assertThat(ada.get("/folders/root/children").status()).isEqualTo(200);
                slowest = Math.max(slowest, System.nanoTime() - begin);
            } while (!doneWithin(puts, Duration.ofMillis(50)));
            return (int) Duration.ofNanos(slowest).toMillis();
        });
    }

    private static boolean doneWithin(List<CompletableFuture<Void>> puts, Duration time) {
        try {
            CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Path directory, int port) throws IOException {
        Path config = directory.resolve("api.properties");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "server.port=" + port,
                        "database.url=" + PostgresServer.shared().createDatabase(),
                        "database.user=" + PostgresServer.USER,
                        "blocks.dir=" + directory.resolve("blocks"),
                        "kafka.bootstrap-servers=127.0.0.1:1",
                        "ingest.profile=rehearsal",
                        "ingest.cursor-key-file=" + directory.resolve("cursor.key")));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + CONF.resolve("all.options"),
                        "@" + OPTIONS,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.holdfast.ingest.IngestApi",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("api.log").toFile())
                .start();
    }

    private void awaitReady(int port) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (System.nanoTime() < deadline) {
            try {
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100); // not listening yet
            }
        }
        throw new AssertionError("the API does not come up");
    }

    private static String heap() throws IOException {
        return Files.readAllLines(OPTIONS).stream()
                .filter(line -> line.startsWith("-Xmx"))
                .findFirst()
                .orElseThrow();
    }

    private static long peakResidentMib(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(-1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
