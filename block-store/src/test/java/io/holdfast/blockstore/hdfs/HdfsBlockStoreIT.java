package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.network.MeddlingProxy;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.hdfs.HdfsCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What only HDFS can do to us while all of its processes run. */
class HdfsBlockStoreIT {
    private static final BlockBytes BYTES = Blocks.random(1, 10_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

    @TempDir
    private Path data;

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
    void aClientThatReplacesWhatIsThereIsRefused() {
        HdfsSettings careless = directory.configured(Map.of("fs.hdfs.impl", CarelessFileSystem.class.getName()));
        assertThatThrownBy(() -> HdfsBlockStore.open(careless, directory.keys()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("cannot hold blocks: the self-test 'rename without replacing' failed");
    }

    @Test
    void afterALostAnswerTheOutcomeIsUnknownAndARepeatSettlesIt() throws IOException {
        AtomicBoolean armed = new AtomicBoolean();
        AtomicBoolean cut = new AtomicBoolean();
        try (MeddlingProxy network = new MeddlingProxy(
                        HdfsCluster.shared().uri(),
                        request -> {
                            cut.compareAndSet(false, armed.get() && request.contains("rename2"));
                            return request;
                        },
                        answer -> cut.get() ? "" : answer);
                HdfsBlockStore store = HdfsBlockStore.open(directory.through(network.endpoint()), directory.keys())) {
            armed.set(true);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
            armed.set(false);
            cut.set(false);
            assertThat(store.put(NAME, BYTES).storedBytes()).isEqualTo(directory.read(NAME).length);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void aDirectoryAtItsQuotaIsFullUntilItHasRoomAgain() throws IOException {
        DistributedFileSystem client = directory.client();
        try (HdfsBlockStore store = directory.open()) {
            client.setQuota(directory.path(), HdfsConstants.QUOTA_DONT_SET, 1 << 20);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(StorageFull.class);
            assertThat(client.listStatus(directory.path(Unfinished.DIRECTORY))).isEmpty();
            client.setQuota(directory.path(), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
            store.put(NAME, BYTES);
        }
    }

    @Test
    void aMissingDirectoryIsNotAMissingBlock() {
        try (HdfsBlockStore store = directory.open();
                HdfsObjectReaper reaper = HdfsObjectReaper.open(directory.settings())) {
            store.put(NAME, BYTES);
            directory.wipe();
            assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> store.contains(NAME)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(store::list).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reaper.delete(NAME)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void whatIsLeftUnfinishedIsRemovedAfterADayByTheClockOfTheNameNode() throws IOException {
        directory.open().close();
        String old = Unfinished.DIRECTORY + "/old";
        String young = Unfinished.DIRECTORY + "/young";
        directory.write(old, new byte[10]);
        directory.write(young, new byte[10]);
        DistributedFileSystem client = directory.client();
        long written = client.getFileStatus(directory.path(old)).getModificationTime();
        long day = Duration.ofHours(24).toMillis();
        client.setTimes(directory.path(old), written - day - 1, -1);
        client.setTimes(directory.path(young), written - day + 600_000, -1);
        directory.open().close();
        assertThat(client.listStatus(directory.path(Unfinished.DIRECTORY)))
                .extracting(file -> file.getPath().getName())
                .containsExactly("young");
    }

    @Test
    void whoMayNotWriteThereAndWhoFindsNobodyIsToldAtTheStart() {
        directory.open().close();
        HdfsSettings stranger =
                new HdfsSettings(directory.settings().directory(), Optional.empty(), Optional.of("stranger"), 3);
        assertThatThrownBy(() -> HdfsBlockStore.open(stranger, directory.keys()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Permission denied: user=stranger");
        for (String nobody : new String[] {"hdfs://127.0.0.1:1", "hdfs://no.such.host.invalid:8020"}) {
            assertThatThrownBy(() -> HdfsBlockStore.open(directory.through(URI.create(nobody)), directory.keys()))
                    .as(nobody)
                    .isInstanceOf(Unavailable.class);
        }
        HdfsSettings misled = new HdfsSettings(
                directory.settings().directory(), Optional.of(data.resolve("none")), Optional.empty(), 3);
        assertThatThrownBy(() -> HdfsBlockStore.open(misled, directory.keys()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("core-site.xml that can be read");
    }

    @Test
    void aStoreOfALaterVersionOrOfOtherKeysIsRefused() {
        directory.open().close();
        KeySettings others = new KeySettings(data.resolve("other/blocks.keystore"), Encryption.ON);
        assertThatThrownBy(() -> HdfsBlockStore.open(directory.settings(), others))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("and is not there. Bring it back");
        directory.write("FORMAT", "holdfast blocks 3\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(directory::open).hasMessageContaining("FORMAT says 'holdfast blocks 3'");
    }

    @Test
    void strangersAreNotListed() {
        try (HdfsBlockStore store = directory.open()) {
            store.put(NAME, BYTES);
            directory.write("objects/0/0/notes.txt", new byte[3]);
            directory.write("notes.txt", new byte[3]);
            try (var listed = store.list()) {
                assertThat(listed).hasSize(1);
            }
        }
    }
}
