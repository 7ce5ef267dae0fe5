package io.holdfast.streams;

import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.fixture.LakeReader;
import io.holdfast.streams.fixture.SignalReader;
import io.holdfast.streams.fixture.StreamsProcess;
import io.holdfast.streams.fixture.TestJournal;
import io.holdfast.streams.fixture.TestRelay;
import io.holdfast.streams.fixture.Truth;
import io.holdfast.streams.postgres.Database;
import io.holdfast.testkit.kafka.KafkaServer;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real process on a real Kafka and PostgreSQL, through one long life: every test adds to the same journal, breaks something,
 * and then the counts must equal what PostgreSQL says, exactly.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class StreamJobsIT {
    private static final String[] TYPES = {"image/jpeg", "text/plain", ""};

    private final Random random = new Random(20261121);
    private final List<UUID> namespaces = new ArrayList<>();
    private final Map<UUID, List<UUID>> live = new HashMap<>();

    private Database database;
    private LakeCatalog lake;
    private KafkaServer kafka;
    private TestJournal journal;
    private TestRelay relay;
    private StreamsProcess process;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        database = new Database(PostgresServer.shared().createDatabase(), PostgresServer.USER, "");
        TestJournal.createSchema(database);
        lake = new LakeCatalog(
                PostgresServer.shared().createDatabase(),
                PostgresServer.USER,
                "",
                directory.resolve("lake").toUri().toString());
        kafka = KafkaServer.start();
        journal = new TestJournal(database, 7);
        relay = new TestRelay(database, kafka.bootstrapServers());
        process = new StreamsProcess(directory, freePort(), settings());
        UUID[] owners = {journal.id(), journal.id()};
        for (int i = 0; i < 6; i++) {
            namespaces.add(journal.namespace(owners[i % 2]));
        }
    }

    @AfterAll
    void stop() throws Exception {
        process.close();
        journal.close();
        kafka.kill();
    }

    @Test
    @Order(1)
    void countsWhatIsPublishedThoughItStartedBeforeTheTopicsWereThere() throws Exception {
        process.start();
        addToJournal(200);
        relay.createTopics();
        relay.publishAll(namespaces);
        awaitTruth();
        awaitSignals();
    }

    @Test
    @Order(2)
    void dropsDuplicatesAndFillsGapsFromPostgres() throws Exception {
        addToJournal(120);
        for (UUID namespace : namespaces) {
            List<VersionEvent> events = new ArrayList<>(relay.versions(namespace));
            // The last of all first, then everything in reverse, then in order: what is missing must come from
            // PostgreSQL.
            Collections.reverse(events);
            relay.sendVersions(events);
        }
        relay.publishAll(namespaces);
        awaitTruth();
        assertLakeHasNoDuplicates();
    }

    @Test
    @Order(3)
    void sendsWhatItCannotReadToTheDeadLettersAndGoesOn() throws Exception {
        byte[] garbage = {1, 2, 3};
        relay.sendGarbage(Topic.MANIFESTS, "key".getBytes(StandardCharsets.UTF_8), garbage);
        addToJournal(5);
        relay.publishAll(namespaces);
        awaitTruth();
        List<ConsumerRecord<byte[], byte[]>> letters = readDeadLetters(3);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(new String(letter.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .startsWith("cannot be read");
        });
    }

    @Test
    @Order(4)
    void goesOnFromItsCheckpointAfterItWasKilled() throws Exception {
        process.kill();
        addToJournal(80);
        relay.publishAll(namespaces);
        process.start();
        awaitTruth();
        awaitSignals();
    }

    @Test
    @Order(5)
    void readsANewTopicFromItsBeginningAfterKafkaWasWiped() throws Exception {
        kafka.wipe();
        addToJournal(40);
        relay.createTopics();
        relay.publishAll(namespaces);
        awaitTruth();
        assertLakeHasNoDuplicates();
    }

    @Test
    @Order(6)
    void endsAtTheSameCountsFromTheThirdOldestCheckpoint() throws Exception {
        process.kill();
        for (String job : List.of("ref-counting", "dedup-accounting", "lake-ingest", "sync-fan-out")) {
            List<Path> newest = checkpoints(job);
            assertThat(newest).hasSizeGreaterThanOrEqualTo(4);
            Files.delete(newest.get(0).resolve("_metadata"));
            Files.write(newest.get(1).resolve("_metadata"), new byte[] {1, 2, 3});
        }
        kafka.wipe();
        addToJournal(40);
        relay.createTopics();
        process.start();
        relay.publishAll(namespaces);
        awaitTruth();
    }

    @Test
    @Order(7)
    void waitsForPostgresAndCatchesUp() throws Exception {
        addToJournal(40);
        List<VersionEvent> events = new ArrayList<>();
        for (UUID namespace : namespaces) {
            events.addAll(relay.versions(namespace));
        }
        String name = database.url().replaceAll(".*/([^?]+).*", "$1");
        Database admin = new Database(lake.uri(), PostgresServer.USER, "");
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                    + "' AND application_name = 'holdfast-streams'");
            relay.sendVersions(events);
            await(() -> process.jobStates().contains("RESTARTING"));
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        }
        journal = new TestJournal(database, 8);
        relay.publishAll(namespaces);
        awaitTruth();
        await(() -> process.jobStates().equals(List.of("RUNNING", "RUNNING", "RUNNING", "RUNNING")));
    }

    @Test
    @Order(8)
    void countsAgainFromTheFirstEventWhenItsStateIsLost() throws Exception {
        process.kill();
        deleteTree(process.state());
        process.start();
        await(() -> Truth.lowestCountEpoch(database) == 2);
        awaitTruth();
        assertThat(process.stop()).isEqualTo(143);
    }

    private void addToJournal(int versions) throws Exception {
        for (int i = 0; i < versions; i++) {
            UUID namespace = namespaces.get(random.nextInt(namespaces.size()));
            List<UUID> mine = live.computeIfAbsent(namespace, any -> new ArrayList<>());
            if (!mine.isEmpty() && random.nextInt(4) == 0) {
                journal.purge(namespace, mine.remove(random.nextInt(mine.size())));
            } else {
                if (random.nextInt(5) == 0) {
                    journal.folder(namespace);
                }
                List<BlockRef> blocks = IntStream.range(0, random.nextInt(9))
                        .mapToObj(any -> TestJournal.block(1 + random.nextInt(150)))
                        .toList();
                mine.add(journal.commit(namespace, TYPES[random.nextInt(TYPES.length)], new Manifest(blocks)));
            }
        }
    }

    private void awaitTruth() throws Exception {
        List<VersionEvent> events = new ArrayList<>();
        Map<String, List<Long>> refSeqs = new TreeMap<>();
        for (UUID namespace : namespaces) {
            List<VersionEvent> mine = relay.versions(namespace);
            events.addAll(mine);
            refSeqs.put(
                    namespace.toString(),
                    LongStream.rangeClosed(1, mine.size()).boxed().toList());
        }
        Map<String, Long> refs = Truth.refs(database);
        Map<String, Long> metrics = Truth.metrics(events);
        LakeReader reader = new LakeReader(lake);
        await(() -> Truth.hints(database).equals(refs)
                && Truth.metrics(database).equals(metrics)
                && distinct(reader.numbers(LakeTable.MANIFESTS, "ref_seq")).equals(refSeqs));
        assertThat(Truth.hints(database)).isEqualTo(refs);
        assertThat(Truth.metrics(database)).isEqualTo(metrics);
        assertThat(distinct(reader.numbers(LakeTable.MANIFESTS, "ref_seq"))).isEqualTo(refSeqs);
    }

    /** The owner of every namespace was told of its last change. */
    private void awaitSignals() throws Exception {
        Map<UUID, Long> last = SignalReader.lastChanges(database);
        try (SignalReader signals = new SignalReader(kafka.bootstrapServers())) {
            await(() -> signals.told().equals(last));
            assertThat(signals.told()).isEqualTo(last);
            assertThat(signals.owners()).isEqualTo(SignalReader.owners(database));
        }
    }

    private void assertLakeHasNoDuplicates() throws IOException {
        Map<String, List<Long>> numbers = new LakeReader(lake).numbers(LakeTable.MANIFESTS, "ref_seq");
        assertThat(numbers).isEqualTo(distinct(numbers));
    }

    private static Map<String, List<Long>> distinct(Map<String, List<Long>> numbers) {
        Map<String, List<Long>> distinct = new TreeMap<>();
        numbers.forEach((namespace, all) ->
                distinct.put(namespace, all.stream().distinct().toList()));
        return distinct;
    }

    private List<ConsumerRecord<byte[], byte[]>> readDeadLetters(int count) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.DEAD_LETTERS.topicName()));
            await(() -> {
                consumer.poll(java.time.Duration.ofMillis(500)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    private List<Path> checkpoints(String job) throws IOException {
        try (Stream<Path> files = Files.walk(process.state().resolve(job), 2)) {
            List<Path> found = new ArrayList<>(files.filter(file -> Files.exists(file.resolve("_metadata")))
                    .toList());
            found.sort(Comparator.comparing(
                            (Path file) -> file.resolve("_metadata").toFile().lastModified())
                    .reversed());
            return found;
        }
    }

    /** Asks until it is so, for two minutes at most. */
    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!condition.holds() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        settings.put("database.url", database.url());
        settings.put("database.user", database.user());
        settings.put("database.password", database.password());
        settings.put("lake.uri", lake.uri());
        settings.put("lake.user", lake.user());
        settings.put("lake.password", lake.password());
        settings.put("lake.warehouse", lake.warehouse());
        settings.put("streams.metrics-port", Integer.toString(freePort()));
        settings.put("streams.checkpoint-interval", "500ms");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
