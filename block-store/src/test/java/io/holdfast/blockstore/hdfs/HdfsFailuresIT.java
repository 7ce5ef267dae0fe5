package io.holdfast.blockstore.hdfs;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.hdfs.HdfsCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Processes of the cluster are killed and frozen, and bits on its disks flip. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HdfsFailuresIT {
    private static final String POLICY = "RS-3-2-1024k";
    private static final BlockBytes BYTES = Blocks.random(1, 100_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

    @TempDir
    private Path data;

    private final HdfsCluster cluster = HdfsCluster.shared();
    private TestDirectory directory;

    @BeforeEach
    void begin() {
        directory = new TestDirectory(data);
    }

    @AfterEach
    void end() throws IOException {
        directory.close();
    }

    @Test
    void erasureCodedBlocksOutliveAsManyDataNodesAsThereIsParity() throws IOException {
        directory.client().enableErasureCodingPolicy(POLICY);
        directory.client().mkdirs(directory.path());
        directory.client().setErasureCodingPolicy(directory.path(), POLICY);
        Map<ObjectName, BlockBytes> blocks = new LinkedHashMap<>();
        try (HdfsBlockStore store = directory.open()) {
            for (int size : new int[] {0, 1, 1_000, 1 << 20, 3_000_000, 4_500_000, BlockBytes.MAX_SIZE_BYTES}) {
                BlockBytes bytes = Blocks.random(size, size);
                blocks.put(Blocks.name(bytes, size), bytes);
                store.put(Blocks.name(bytes, size), bytes);
            }
        }
        for (ObjectName name : blocks.keySet()) {
            assertThat(directory
                            .client()
                            .getErasureCodingPolicy(directory.path(Layout.key(name)))
                            .getName())
                    .isEqualTo(POLICY);
        }
        cluster.kill(1);
        cluster.kill(3);
        try (HdfsBlockStore store = directory.open()) {
            assertAllAreThere(store, blocks);
            blocks.put(NAME, BYTES);
            store.put(NAME, BYTES);
            assertAllAreThere(store, blocks);
        } finally {
            cluster.restart(1, 3);
        }
    }

    @Test
    void aBlockWhoseDataNodesAreAwayIsUnavailableAndNotLost() {
        try (HdfsBlockStore store = HdfsBlockStore.open(directory.settings(1), directory.keys())) {
            store.put(NAME, BYTES);
            int holder = IntStream.range(0, HdfsCluster.DATA_NODES)
                    .filter(node -> !copies(node).isEmpty())
                    .findFirst()
                    .orElseThrow();
            cluster.kill(holder);
            try {
                assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Unavailable.class);
                assertThat(store.contains(NAME)).isTrue();
            } finally {
                cluster.restart(holder);
            }
        }
    }

    @Test
    void aDamagedCopyIsPassedOverAndDamageToAllIsTold() {
        try (HdfsBlockStore store = HdfsBlockStore.open(directory.settings(2), directory.keys())) {
            store.put(NAME, BYTES);
            List<Path> copies = IntStream.range(0, HdfsCluster.DATA_NODES)
                    .boxed()
                    .flatMap(node -> copies(node).stream())
                    .toList();
            assertThat(copies).hasSize(2);
            flip(copies.get(0));
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
            flip(copies.get(1));
            assertThatThrownBy(() -> store.get(NAME))
                    .as("the client may have given up all nodes before it says what was wrong with them")
                    .isInstanceOfAny(Corrupt.class, Unavailable.class);
        }
    }

    @Test
    void aNameNodeThatIsGoneIsToldAndWhatItAcknowledgedIsThereWhenItIsBack() {
        HdfsSettings impatient = directory.configured(Map.of("ipc.client.connect.max.retries", "0"));
        try (HdfsBlockStore store = HdfsBlockStore.open(impatient, directory.keys());
                HdfsObjectReaper reaper = HdfsObjectReaper.open(impatient)) {
            store.put(NAME, BYTES);
            cluster.withoutNameNode(() -> {
                assertUnavailable(() -> store.get(NAME));
                assertUnavailable(() -> store.put(NAME, BYTES));
                assertUnavailable(() -> store.contains(NAME));
                assertUnavailable(store::list);
                assertUnavailable(() -> reaper.delete(NAME));
                assertUnavailable(() -> HdfsBlockStore.open(impatient, directory.keys()));
            });
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
            assertThat(reaper.delete(NAME)).isTrue();
        }
    }

    @Test
    void aNameNodeThatDoesNotAnswerIsGivenUpAfterTheTimeLimit() {
        HdfsSettings impatient = directory.configured(Map.of("ipc.client.rpc-timeout.ms", "500"));
        try (HdfsBlockStore store = HdfsBlockStore.open(impatient, directory.keys())) {
            store.put(NAME, BYTES);
            cluster.whileFrozen(() -> {
                assertUnavailable(() -> store.get(NAME));
                assertUnavailable(() -> store.contains(NAME));
                assertUnavailable(() -> store.put(Blocks.name(BYTES, 2), BYTES));
            });
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    private static void assertUnavailable(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(Unavailable.class);
    }

    private static void assertAllAreThere(HdfsBlockStore store, Map<ObjectName, BlockBytes> blocks) {
        blocks.forEach((name, bytes) -> assertThat(store.get(name).buffer())
                .as("a block of %d bytes", bytes.sizeBytes())
                .isEqualTo(bytes.buffer()));
    }

    /** Of the one block. */
    private List<Path> copies(int dataNode) {
        byte[] stored = directory.read(NAME);
        return cluster.blocks(dataNode).stream()
                .filter(block -> Arrays.equals(read(block), stored))
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flip(Path file) {
        byte[] bytes = read(file);
        bytes[bytes.length / 2] ^= 1;
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
