package io.holdfast.streams;

import io.holdfast.core.SuppressForbidden;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.streams.fixture.StreamsProcess;
import io.holdfast.streams.fixture.TestJournal;
import io.holdfast.streams.fixture.TestRelay;
import io.holdfast.streams.postgres.Database;
import io.holdfast.testkit.kafka.KafkaServer;
import io.holdfast.testkit.postgres.PostgresServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures the real process: start to three running jobs, its memory, and how fast a burst that already lies on the topic is counted.
 * Arguments: versions, blocks a version, distinct blocks.
 */
final class BurstProgram {
    private BurstProgram() {}

    public static void main(String[] arguments) throws Exception {
        int versions = Integer.parseInt(arguments[0]);
        int blocks = Integer.parseInt(arguments[1]);
        int distinct = Integer.parseInt(arguments[2]);
        Path directory = Files.createTempDirectory("holdfast-burst");
        Database database = new Database(PostgresServer.shared().createDatabase(), PostgresServer.USER, "");
        String lake = PostgresServer.shared().createDatabase();
        TestJournal.createSchema(database);
        KafkaServer kafka = KafkaServer.start();
        TestRelay relay = new TestRelay(database, kafka.bootstrapServers());
        relay.createTopics();
        long refs = publish(relay, versions, blocks, distinct);

        try (StreamsProcess process = new StreamsProcess(
                directory,
                freePort(),
                Map.ofEntries(
                        Map.entry("kafka.bootstrap-servers", kafka.bootstrapServers()),
                        Map.entry("database.url", database.url()),
                        Map.entry("database.user", database.user()),
                        Map.entry("database.password", ""),
                        Map.entry("lake.uri", lake),
                        Map.entry("lake.user", PostgresServer.USER),
                        Map.entry("lake.password", ""),
                        Map.entry(
                                "lake.warehouse",
                                directory.resolve("lake").toUri().toString()),
                        Map.entry("streams.metrics-port", Integer.toString(freePort()))))) {
            long started = System.nanoTime();
            process.start();
            until(() -> process.jobStates().equals(List.of("RUNNING", "RUNNING", "RUNNING")));
            print("ms from start to three running jobs", millisSince(started));
            until(() -> counted(database) > 0);
            long first = System.nanoTime();
            long before = counted(database);
            until(() -> counted(database) == refs);
            print("references", refs);
            print(
                    "references counted per second, the other two jobs running",
                    (refs - before) * 1_000 / millisSince(first));
            print("ms from start to all counted", millisSince(started));
            until(() -> accounted(database) == versions);
            print("ms from start to all accounted", millisSince(started));
            print("resident KiB", process.residentKib());
        }
        kafka.kill();
        System.exit(0);
    }

    private static long publish(TestRelay relay, int versions, int blocks, int distinct) throws Exception {
        Random random = new Random(1);
        List<UUID> namespaces =
                IntStream.range(0, 8).mapToObj(i -> new UUID(1, i)).toList();
        long refs = 0;
        List<VersionEvent> events = new ArrayList<>();
        for (int i = 0; i < versions; i++) {
            List<BlockRef> list = IntStream.range(0, blocks)
                    .mapToObj(any -> TestJournal.block(1 + random.nextInt(distinct)))
                    .toList();
            Manifest manifest = new Manifest(list);
            refs += manifest.distinct().size();
            events.add(new VersionEvent(
                    VersionEvent.Kind.COMMITTED,
                    namespaces.get(i % 8),
                    i / 8 + 1,
                    i / 8 + 1,
                    new UUID(2, i),
                    new UUID(3, i),
                    1,
                    new UUID(4, i % 3),
                    Optional.empty(),
                    "/file" + i,
                    "text/plain",
                    manifest.sizeBytes(),
                    manifest.contentHash(),
                    manifest,
                    0,
                    Instant.ofEpochSecond(1_790_000_000L + i / 50),
                    ""));
        }
        relay.sendVersions(events);
        return refs;
    }

    private static long counted(Database database) throws Exception {
        return number(database, "SELECT coalesce(sum(refs), 0) FROM block_hint");
    }

    private static long accounted(Database database) throws Exception {
        return number(
                database,
                "SELECT coalesce(sum(value), 0) FROM live_metric"
                        + " WHERE name = 'dedup.versions' AND scope = '' AND window_start = '-infinity'");
    }

    private static long number(Database database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            LockSupport.parkNanos(100_000_000L);
        }
    }

    private static long millisSince(long nanos) {
        return Math.max(1, (System.nanoTime() - nanos) / 1_000_000);
    }

    @SuppressForbidden("a program that prints what it measured")
    private static void print(String what, long value) {
        System.out.println(what + ": " + value);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
