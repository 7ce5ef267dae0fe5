package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Disks that really are full and really fail. */
class LocalBlockStoreFaultTest {
    private static final Reserve NO_RESERVE = new Reserve(0, 0);
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    private SmallDisk disk;
    private long generation = 1_000;

    @BeforeEach
    void begin() {
        disk = new SmallDisk(directory);
    }

    @AfterEach
    void unmount() throws IOException {
        disk.close();
    }

    @Test
    void aFullDiskRefusesAndServesOn() throws IOException {
        Path volume = disk.memory("full", 24);
        try (LocalBlockStore store = open(volume, NO_RESERVE)) {
            List<ObjectName> stored = new ArrayList<>();
            assertThat(fill(store, stored)).isInstanceOf(StorageFull.class);
            assertThat(stored).hasSizeGreaterThan(15);
            assertThatThrownBy(
                            () -> putExactly(store, Files.getFileStore(volume).getUsableSpace()))
                    .as("the frame is larger than the block, so the check lets it pass and the write does not")
                    .isInstanceOf(StorageFull.class)
                    .hasMessageContaining("No space left");
            stored.forEach(store::get);
            LocalObjectReaper.open(volume).delete(stored.get(0));
            BlockBytes bytes = Blocks.random(-1, MIB / 2);
            store.put(Blocks.name(bytes, -1), bytes);
        }
    }

    @Test
    void aFullDiskRefusesWhatDoesNotFitIntoAPackAndTakesItsPlaceBack() throws IOException {
        Path volume = disk.memory("packs", 24);
        try (LocalBlockStore store = packing(volume)) {
            BlockBytes large = Blocks.random(-1, 4 * MIB);
            ObjectName single = Blocks.name(large, -1);
            store.put(single, large);
            List<Location> stored = new ArrayList<>();
            assertThat(fillPacks(store, stored)).isInstanceOf(StorageFull.class);
            assertThat(stored).hasSizeGreaterThan(150);
            stored.forEach(store::get);
            LocalObjectReaper.open(volume).delete(single);
            List<Location> more = new ArrayList<>();
            assertThat(fillPacks(store, more)).isInstanceOf(StorageFull.class);
            assertThat(more).hasSizeGreaterThan(30);
            more.forEach(store::get);
            stored.forEach(store::get);
            stored.addAll(more);
            try (Stream<StoredObject> listed = store.list()) {
                assertThat(listed.map(StoredObject::location)).containsExactlyInAnyOrderElementsOf(stored);
            }
        }
    }

    @Test
    void aFailingDiskTakesNoMoreIntoPacksAndLosesNothingItAcknowledged() throws IOException {
        Path volume = disk.failing(16, 64);
        try (LocalBlockStore store = packing(volume)) {
            List<Location> stored = new ArrayList<>();
            assertThat(fillPacks(store, stored)).isInstanceOfAny(Unavailable.class, OutcomeUnknown.class);
            assertThat(stored).hasSizeGreaterThan(20);
            assertThatThrownBy(() -> putExactly(store, 1)).hasMessageContaining("takes no more blocks");
            stored.forEach(store::get);
        }
    }

    @Test
    void aVolumeThatBecomesReadOnlyRefusesServesOnAndRecoversByItself() throws IOException {
        Path volume = disk.memory("writable", 24);
        BlockBytes bytes = Blocks.random(1, MIB);
        try (LocalBlockStore store = open(volume, NO_RESERVE)) {
            store.put(Blocks.name(bytes, 1), bytes);
            try (SmallDisk.Cover cover = disk.readOnly(volume)) {
                assertThat(cover.point()).isEqualTo(volume);
                assertThatThrownBy(() -> store.put(Blocks.name(bytes, 2), bytes))
                        .isInstanceOf(StorageFull.class)
                        .hasMessageContaining("Read-only file system");
                assertThat(store.get(Blocks.name(bytes, 1)).buffer()).isEqualTo(bytes.buffer());
            }
            store.put(Blocks.name(bytes, 2), bytes);
        }
    }

    @Test
    void theReserveStaysFree() throws IOException {
        Path volume = disk.memory("reserved", 24);
        try (LocalBlockStore store = open(volume, new Reserve(0.5, 8 * MIB))) {
            assertThat(fill(store, new ArrayList<>())).hasMessageContaining("as its reserve");
            assertThat(Files.getFileStore(volume).getUsableSpace()).isBetween(8L * MIB, 10L * MIB);
        }
    }

    @Test
    void aFailingDiskTakesNoMoreAndLosesNothingItAcknowledged() throws IOException {
        Path volume = disk.failing(16, 64);
        try (LocalBlockStore store = open(volume, NO_RESERVE)) {
            List<ObjectName> stored = new ArrayList<>();
            HoldfastException failure = fill(store, stored);
            assertThat(failure).isInstanceOfAny(Unavailable.class, OutcomeUnknown.class);
            assertThat(stored).hasSizeGreaterThan(4);
            assertThatThrownBy(() -> putExactly(store, 1)).hasMessageContaining("takes no more blocks");
            stored.forEach(store::get);
        }
    }

    private static LocalBlockStore open(Path volume, Reserve reserve) {
        return LocalBlockStore.open(
                volume, KeySettings.beside(volume), new VolumeOptions(reserve, Duration.ofHours(1), FailPoint.NONE));
    }

    private static LocalBlockStore packing(Path volume) {
        return LocalBlockStore.open(
                volume,
                KeySettings.beside(volume),
                new VolumeOptions(NO_RESERVE, Duration.ofHours(1), FailPoint.NONE),
                new PackSettings(1 * MIB, 8 * MIB));
    }

    /** Puts blocks of 100 KB until one is refused. */
    private HoldfastException fillPacks(LocalBlockStore store, List<Location> stored) {
        for (int i = 0; i < 1_000; i++) {
            BlockBytes bytes = Blocks.random(i, 100_000);
            try {
                stored.add(store.put(Blocks.name(bytes, generation++), bytes));
            } catch (HoldfastException e) {
                return e;
            }
        }
        throw new AssertionError("the disk took 100 MB");
    }

    /** Puts blocks of 1 MiB until one is refused. */
    private static HoldfastException fill(LocalBlockStore store, List<ObjectName> stored) {
        for (int i = 0; i < 100; i++) {
            BlockBytes bytes = Blocks.random(i, MIB);
            try {
                store.put(Blocks.name(bytes, i), bytes);
                stored.add(Blocks.name(bytes, i));
            } catch (HoldfastException e) {
                return e;
            }
        }
        throw new AssertionError("the disk took 100 MiB");
    }

    private static void putExactly(LocalBlockStore store, long size) {
        BlockBytes bytes = Blocks.random(-2, (int) size);
        store.put(Blocks.name(bytes, -2), bytes);
    }
}
