package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalBlockStoreTest {
    private static final Reserve NO_RESERVE = new Reserve(0, 0);
    private static final BlockBytes BYTES = Blocks.random(1, 10_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

    @TempDir
    private Path data;

    private Path directory;

    @BeforeEach
    void begin() {
        directory = data.resolve("blocks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"beforeWrite", "beforeForce", "beforeRename"})
    void aFailedWriteLeavesNothingAndMakesTheVolumeSuspect(String point) throws IOException {
        AtomicReference<String> broken = new AtomicReference<>("localStore." + point);
        try (LocalBlockStore store = open(failAt(broken))) {
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(Unavailable.class);
            assertThat(unfinished()).isEmpty();
            assertThat(store.contains(NAME)).isFalse();
            broken.set("");
            assertThatThrownBy(() -> store.put(NAME, BYTES))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("takes no more blocks; check the disk");
        }
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void afterAFailedForceOfTheDirectoryTheOutcomeIsUnknownAndARepeatSettlesIt() throws IOException {
        AtomicReference<String> broken = new AtomicReference<>("localStore.beforeForceShard");
        try (LocalBlockStore store = open(failAt(broken))) {
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            assertThat(store.put(NAME, BYTES).storedBytes())
                    .isEqualTo(Files.size(Volume.open(directory).file(NAME)));
        }
    }

    @Test
    void aSuspectVolumeTakesBlocksAgainOnceItPassesTheSelfTest() {
        AtomicReference<String> broken = new AtomicReference<>("localStore.beforeForce");
        VolumeOptions options = new VolumeOptions(NO_RESERVE, Duration.ZERO, failAt(broken));
        try (LocalBlockStore store = LocalBlockStore.open(directory, KeySettings.beside(directory), options)) {
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(Unavailable.class);
            broken.set("");
            store.put(NAME, BYTES);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void whatIsInDoubtStaysSoUntilTheStoreIsOpenedAnew() {
        AtomicReference<String> broken = new AtomicReference<>("localStore.beforeForceShard");
        VolumeOptions options = new VolumeOptions(NO_RESERVE, Duration.ZERO, failAt(broken));
        ObjectName other = Blocks.name(BYTES, 2);
        try (LocalBlockStore store = LocalBlockStore.open(directory, KeySettings.beside(directory), options)) {
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
            broken.set("");
            store.put(other, BYTES);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
        }
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
        }
    }

    /** A failed force is told to one caller only, and may have been about the bytes of another. */
    @Test
    void aPutIsNotAcknowledgedIfAnotherForceFailedMeanwhile() {
        AtomicReference<String> broken = new AtomicReference<>("");
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        FailPoint points = point -> {
            if (point.equals("localStore.beforeForceShard")) {
                meanwhile.getAndSet(() -> {}).run();
            }
            failAt(broken).hit(point);
        };
        ObjectName other = Blocks.name(BYTES, 2);
        try (LocalBlockStore store = open(points)) {
            meanwhile.set(() -> {
                broken.set("localStore.beforeForce");
                assertThatThrownBy(() -> store.put(other, BYTES)).isInstanceOf(Unavailable.class);
                broken.set("");
            });
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Test
    void aFullDiskIsNotASuspectOne() throws IOException {
        AtomicReference<String> broken = new AtomicReference<>("localStore.beforeWrite");
        FailPoint full = point -> {
            if (point.equals(broken.get())) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };
        try (LocalBlockStore store = open(full)) {
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(StorageFull.class);
            assertThat(unfinished()).isEmpty();
            broken.set("");
            store.put(NAME, BYTES);
        }
    }

    @Test
    void keepsTheReserveFree() {
        Reserve all = new Reserve(0.999_999, Long.MAX_VALUE);
        try (LocalBlockStore store = LocalBlockStore.open(
                directory,
                KeySettings.beside(directory),
                new VolumeOptions(all, Duration.ofHours(1), FailPoint.NONE))) {
            assertThatThrownBy(() -> store.put(NAME, BYTES))
                    .isInstanceOf(StorageFull.class)
                    .hasMessageContaining("as its reserve; free some space");
            assertThat(store.contains(NAME)).isFalse();
        }
    }

    @Test
    void theReserveIsFivePercentButAtMostTwoGibibytes() {
        assertThat(Reserve.DEFAULT.of(10L << 30)).isEqualTo((10L << 30) / 20);
        assertThat(Reserve.DEFAULT.of(10L << 40)).isEqualTo(2L << 30);
        assertThatThrownBy(() -> new Reserve(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStartRemovesWhatDeadRunsLeftAndKeepsTheWorkOfTheLiving() throws IOException {
        try (LocalBlockStore living = open(FailPoint.NONE)) {
            Path dead = Files.createDirectory(directory.resolve("runs/run-dead"));
            Files.writeString(dead.resolve("lock"), "");
            Files.writeString(dead.resolve(NAME + ".1"), "half a blo");
            List<Path> before = runs();
            open(FailPoint.NONE).close();
            assertThat(before).contains(dead);
            assertThat(runs()).hasSize(1).doesNotContain(dead);
            living.put(NAME, BYTES);
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void aCrashedCreationIsCompleted() throws IOException {
        Files.createDirectories(directory.resolve("objects/0/0"));
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
        }
    }

    @Test
    void aMissingVolumeIsNotAMissingBlock() throws IOException {
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
            Path hidden = directory.resolveSibling(directory.getFileName() + ".hidden");
            Files.move(directory, hidden);
            try {
                assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> store.contains(NAME)).isInstanceOf(Unavailable.class);
                assertThatThrownBy(store::list).isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> store.put(Blocks.name(BYTES, 2), BYTES))
                        .isInstanceOf(Unavailable.class)
                        .hasMessageContaining("is not there; is it mounted?");
            } finally {
                Files.move(hidden, directory);
            }
            assertThat(store.contains(NAME)).isTrue();
        }
    }

    @Test
    void aVolumeOfALaterVersionIsRefused() throws IOException {
        open(FailPoint.NONE).close();
        Files.writeString(directory.resolve("FORMAT"), "holdfast blocks 3\n");
        assertThatThrownBy(() -> open(FailPoint.NONE))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("says 'holdfast blocks 3', this version knows 'holdfast blocks 1'");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> LocalBlockStore.open(file.resolve("blocks")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("cannot open the block directory");
    }

    @Test
    void aListingThatFailsIsNotAShortListing() throws IOException {
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
            Files.delete(directory.resolve("objects/f/f"));
            assertThatThrownBy(() -> store.list().count())
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("objects/f/f");
        }
    }

    @Test
    void strangersAreNotListed() throws IOException {
        try (LocalBlockStore store = open(FailPoint.NONE)) {
            store.put(NAME, BYTES);
            Files.writeString(Volume.open(directory).shard(NAME).resolve("notes.txt"), "hello");
            try (Stream<?> listed = store.list()) {
                assertThat(listed).hasSize(1);
            }
            ObjectName other = new ObjectName(NAME.block(), 2);
            assertThatThrownBy(() -> store.get(other)).isInstanceOf(NotFound.class);
        }
    }

    private LocalBlockStore open(FailPoint failPoint) {
        return LocalBlockStore.open(
                directory,
                KeySettings.beside(directory),
                new VolumeOptions(NO_RESERVE, Duration.ofHours(1), failPoint));
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("runs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(NAME.toString()))
                    .toList();
        }
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static FailPoint failAt(AtomicReference<String> broken) {
        return point -> {
            if (point.equals(broken.get())) {
                throw new UncheckedIOException(new IOException("Input/output error"));
            }
        };
    }
}
