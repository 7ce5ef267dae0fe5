package io.holdfast.e2e;

import io.holdfast.core.chunk.ChunkingProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** One life of a real installation, told in order: it fills, it is killed, it forgets nothing, it frees what nobody needs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineIT {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineIT.class);
    private static final long SEED = Long.getLong("seed", 20261121L);
    /** How many small files are committed while the streams are killed and Kafka is wiped; the long form asks for 10,000. */
    private static final int COMMITS = Integer.getInteger("commits", 260);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MIB = 1 << 20;

    private static final RunningSystem SYSTEM = RunningSystem.fresh("pipeline");
    private static final Random RANDOM = new Random(SEED);
    /** Every file that was acknowledged and not deleted: id to content. */
    private static final Map<String, byte[]> FILES = new HashMap<>();

    private static final List<byte[]> TREE = new ArrayList<>();
    private static Client ada = new Client("http://unset");
    private static Client ben = new Client("http://unset");

    @BeforeAll
    static void start() {
        LOG.info("seed {}", SEED);
        RunningSystem.Outcome up = SYSTEM.mustRun("up", "--detach", "--profile", "rehearsal", "--port", freePort());
        long rss = RunningSystem.processes(SYSTEM.status())
                .mapToLong(process -> process.path("rss_bytes").asLong())
                .sum();
        LOG.info("ready in {} s, {} MiB resident", up.took().toSeconds(), rss / MIB);
        ada = SYSTEM.client().register("ada@example.org");
        ben = SYSTEM.client().register("ben@example.org");
        for (int i = 0; i < 40; i++) {
            TREE.add(randomBytes(RANDOM.nextInt(40_000)));
        }
        TREE.add(new byte[0]);
        TREE.add(randomBytes(20 * MIB));
    }

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    @Test
    @Order(1)
    void aSecondUpOnTheSameDataSaysSo() {
        RunningSystem.Outcome second = SYSTEM.run("up", "--detach");
        assertThat(second.exitCode()).isNotZero();
        assertThat(second.errors()).contains("already running");
    }

    @Test
    @Order(2)
    void theSecondUserOfTheSameFilesAddsNoBlock() {
        for (int i = 0; i < TREE.size(); i++) {
            String id = i % 2 == 0
                    ? ada.uploadWhole("/tree/file" + i, TREE.get(i))
                    : ada.upload("/tree/file" + i, TREE.get(i), ChunkingProfile.CDC_V1)
                            .fileId();
            FILES.put(id, TREE.get(i));
        }
        Set<?> before = SYSTEM.objects();
        for (int i = 0; i < TREE.size(); i++) {
            Client.Upload upload = ben.upload("/tree/file" + i, TREE.get(i), ChunkingProfile.CDC_V1);
            assertThat(upload.sentBytes())
                    .as("ben may not know what ada has, so he sends it all")
                    .isEqualTo(TREE.get(i).length);
        }
        assertThat(SYSTEM.objects()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void tenInsertedBytesSendAtMostTwoBlocks() {
        byte[] original = TREE.get(TREE.size() - 1);
        for (int position : new int[] {0, original.length / 2, original.length - 1}) {
            byte[] edited = insert(original, position, randomBytes(10));
            Client.Upload upload = ada.upload("/edited/at-" + position, edited, ChunkingProfile.CDC_V1);
            assertThat(upload.sentBlocks()).isBetween(1, 2);
            FILES.put(upload.fileId(), edited);
        }
        byte[] shifted = insert(original, 0, randomBytes(10));
        Client.Upload fixedBefore = ada.upload("/fixed/before", original, ChunkingProfile.FIXED_4M);
        Client.Upload fixedAfter = ada.upload("/fixed/after", shifted, ChunkingProfile.FIXED_4M);
        assertThat(fixedAfter.sentBytes()).as("fixed blocks all move").isEqualTo(shifted.length);
        FILES.put(fixedBefore.fileId(), original);
        FILES.put(fixedAfter.fileId(), shifted);
    }

    @Test
    @Order(4)
    void everyFileComesBackByteForByte() {
        FILES.forEach((id, content) -> assertThat(Arrays.equals(ada.download(id), content))
                .as("file %s", id)
                .isTrue());
    }

    @Test
    @Order(5)
    void theApiGuideWorksFromTopToBottom() throws Exception {
        List<String> missing = ApiGuide.missing();
        assumeThat(missing)
                .as("programs of docs/api.md that are not installed here")
                .isEmpty();
        String printed = ApiGuide.run(
                SYSTEM.status().path("api_url").asString(),
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "guide"));
        assertThat(printed)
                .contains(
                        "\"confirmed\":[0]",
                        "laptop's conflicted copy",
                        "created /docs/hello.txt",
                        "{\"changes\":true}");
    }

    @Test
    @Order(6)
    void countsAgreeAfterTheStreamsAndTheLauncherWereKilledAndKafkaWiped() throws IOException {
        for (int round = 0; round < 3; round++) {
            commitSmallFiles(round, COMMITS / 5);
            SYSTEM.kill("streams");
            commitSmallFiles(10 + round, COMMITS / 10);
        }
        killTheLauncherWith("kafka", "postgres", "dashboards");
        deleteTree(SYSTEM.data().resolve("kafka"));
        SYSTEM.mustRun("up", "--detach");
        reconnect();
        commitSmallFiles(20, COMMITS / 10);
        await("stream counts equal the references", this::differingCounts, 0L);
        everyFileComesBackByteForByte();
    }

    /** As after a power cut, but for the page cache; what outlived the launcher may be any of what it started. */
    private static void killTheLauncherWith(String... names) {
        Map<String, Long> some = SYSTEM.pids(names);
        SYSTEM.kill("launcher");
        some.values().forEach(RunningSystem::kill);
    }

    @Test
    @Order(7)
    void anyProcessMayBeKilled() {
        SYSTEM.killAndAwait("kafka", "api", "postgres", "maintenance", "dashboards");
        reconnect();
        everyFileComesBackByteForByte();
    }

    @Test
    @Order(8)
    void devicesAreToldOfEachOthersChanges() throws Exception {
        new PushScenario(SYSTEM).run();
    }

    @Test
    @Order(9)
    void collectionFreesWhatNobodyNeedsAndNothingElse() throws SQLException, IOException {
        List<String> ids = FILES.keySet().stream().sorted().toList();
        for (String id : ids.subList(0, ids.size() / 2)) {
            ada.delete(id);
            FILES.remove(id);
        }
        int before = SYSTEM.objects().size();
        SYSTEM.job("retention");
        await("the streams have seen the purges", this::differingCounts, 0L);
        LOG.info("gc: {}", SYSTEM.job("gc"));
        assertThat(SYSTEM.objects()).hasSizeLessThan(before);
        assertThat(objectNames()).as("store listing minus live set").isEqualTo(referencedObjects());
        everyFileComesBackByteForByte();
    }

    @Test
    @Order(10)
    void theLakeHoldsEveryReferenceChangeAndThePageItsFigures() {
        LOG.info("rollups: {}", SYSTEM.job("rollups"));
        assertThat(ada.get("/analytics/storage").status()).isEqualTo(403);
        SYSTEM.mustRun("admin", "grant", "Ada@example.org");
        assertThat(SYSTEM.mustRun("admin", "list").output().strip()).isEqualTo("ada@example.org");
        assertThat(SYSTEM.run("admin", "grant", "nobody@example.org").exitCode())
                .isEqualTo(1);
        await(
                "the page has a point",
                () -> ada.get("/analytics/storage").json().path("items").size() > 0,
                true);
        SYSTEM.mustRun("admin", "revoke", "ada@example.org");
        assertThat(ada.get("/analytics/storage").status()).isEqualTo(403);
        await("nothing differs", this::differingCounts, 0L);
    }

    @Test
    @Order(11)
    void downLeavesNoProcessBehind() {
        List<Long> pids = RunningSystem.processes(SYSTEM.status())
                .map(process -> process.path("pid").asLong())
                .toList();
        SYSTEM.mustRun("down");
        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    private static void commitSmallFiles(int round, int count) {
        for (int i = 0; i < count; i++) {
            byte[] content = i % 3 == 0 ? TREE.get(i % 40) : randomBytes(1 + RANDOM.nextInt(2_000));
            FILES.put(ada.uploadWhole("/small/" + round + "/" + i, content), content);
        }
    }

    private static void reconnect() {
        ada = SYSTEM.client().login("ada@example.org");
        ben = SYSTEM.client().login("ben@example.org");
    }

    /** Blocks whose count in the stream is not the number of rows in {@code block_ref}. */
    private long differingCounts() {
        try (Connection connection = SYSTEM.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*)
                          FROM (SELECT hash, count(*) AS refs FROM block_ref GROUP BY hash) truth
                          FULL JOIN (SELECT hash, refs FROM block_hint WHERE refs <> 0) stream USING (hash)
                         WHERE truth.refs IS DISTINCT FROM stream.refs
                        """)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> objectNames() {
        Set<String> names = new TreeSet<>();
        SYSTEM.objects().forEach(object -> names.add(object.toString()));
        return names;
    }

    private static Set<String> referencedObjects() throws SQLException, IOException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = SYSTEM.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT DISTINCT b.hash, b.gen FROM block b JOIN block_ref r USING (domain, hash)")) {
            while (row.next()) {
                names.add(HexFormat.of().formatHex(row.getBytes(1))
                        + '.'
                        + HexFormat.of().toHexDigits(row.getLong(2)));
            }
        }
        return names;
    }

    /** Asks until the answer is the wanted one; fails with the last answer when patience ends. */
    private static <T> void await(String what, Supplier<T> question, T wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = question.get();
        while (!last.equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            last = question.get();
        }
        assertThat(last).as(what).isEqualTo(wanted);
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] insert(byte[] original, int position, byte[] inserted) {
        return ByteBuffer.allocate(original.length + inserted.length)
                .put(original, 0, position)
                .put(inserted)
                .put(original, position, original.length - position)
                .array();
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
