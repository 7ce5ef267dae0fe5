package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacksTest {
    @TempDir
    private Path data;

    private TestVolume volume;

    @BeforeEach
    void begin() {
        volume = new TestVolume(data);
    }

    @AfterEach
    void end() {
        volume.close();
    }

    @Test
    void blocksBelowTheThresholdShareAPackAndLargerOnesDoNot() throws IOException {
        LocalBlockStore store = volume.open();
        Location small = TestVolume.put(store, 1);
        Location other = TestVolume.put(store, 2);
        BlockBytes edge = Blocks.random(3, TestVolume.BELOW);
        Location large = store.put(Blocks.name(edge, 3), edge);
        assertThat(small.packed()).isTrue();
        assertThat(other)
                .isEqualTo(new Location(
                        other.name(), small.object(), small.offset() + small.storedBytes(), other.storedBytes()));
        assertThat(large).isEqualTo(Location.single(Blocks.name(edge, 3), large.storedBytes()));
        assertThat(volume.format()).isEqualTo("holdfast blocks 2\n");
        assertThat(TestVolume.list(store)).containsExactlyInAnyOrder(small, other, large);
        assertThatThrownBy(() -> store.get(small.name())).isInstanceOf(NotFound.class);
        assertThat(store.contains(small.name())).isFalse();
    }

    @Test
    void aStoreWithoutPacksReadsThoseThatAreThereAndMakesNone() throws IOException {
        LocalBlockStore before = LocalBlockStore.open(volume.directory());
        Location single = TestVolume.put(before, 1);
        before.close();
        assertThat(volume.format()).isEqualTo("holdfast blocks 1\n");
        LocalBlockStore packing = volume.open();
        Location slice = TestVolume.put(packing, 2);
        try (LocalBlockStore after = LocalBlockStore.open(volume.directory())) {
            assertThat(single.packed()).isFalse();
            assertSame(after, single, 1);
            assertSame(after, slice, 2);
            assertThat(TestVolume.list(after)).containsExactlyInAnyOrder(single, slice);
            assertThat(TestVolume.put(after, 3).packed()).isFalse();
            assertSame(packing, single, 1);
        }
    }

    @Test
    void manyAtOnceBecomeDurableWithOneForce() {
        AtomicInteger forces = new AtomicInteger();
        LocalBlockStore store = volume.open(PackSettings.DEFAULT_PACK_BYTES, counting("packs.beforeForce", forces));
        Map<ObjectName, BlockBytes> blocks = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            blocks.put(Blocks.name(TestVolume.block(i), i), TestVolume.block(i));
        }
        BlockBytes large = Blocks.random(1000, TestVolume.BELOW);
        blocks.put(Blocks.name(large, 1000), large);
        Map<ObjectName, PutEnd> ends = store.putAll(blocks);
        assertThat(ends.keySet()).isEqualTo(blocks.keySet());
        ends.forEach((name, end) -> assertThat(
                        store.get(((PutEnd.Durable) end).location()).buffer())
                .isEqualTo(java.util.Objects.requireNonNull(blocks.get(name)).buffer()));
        assertThat(forces).hasValue(1);
    }

    @Test
    void aPackThatIsFullIsSealedAndAnotherBegun() {
        LocalBlockStore store = volume.open(20_000, FailPoint.NONE);
        List<Location> places = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            places.add(TestVolume.put(store, i));
        }
        List<StoredPack> packs = volume.reaper().list();
        assertThat(packs).hasSizeGreaterThan(2);
        assertThat(packs.stream().filter(pack -> !pack.sealed()).map(StoredPack::generation))
                .containsExactly(places.get(59).object());
        store.close();
        assertThat(volume.reaper().list()).allMatch(StoredPack::sealed).hasSameSizeAs(packs);
        try (LocalBlockStore after = volume.open()) {
            assertThat(TestVolume.list(after)).containsExactlyInAnyOrderElementsOf(places);
            for (int i = 0; i < 60; i++) {
                assertSame(after, places.get(i), i);
            }
        }
    }

    @Test
    void theCollectorSealsThePackOfALivingStoreWhichGoesOnInAnother() {
        LocalBlockStore store = volume.open();
        Location first = TestVolume.put(store, 1);
        assertThat(volume.reaper().seal(first.object())).containsExactly(first);
        assertThat(volume.reaper().seal(first.object())).containsExactly(first);
        Location second = TestVolume.put(store, 2);
        assertThat(second.object()).isNotEqualTo(first.object());
        assertThat(volume.reaper().slices(first.object())).containsExactly(first);
        assertThat(volume.reaper().delete(first.object())).isTrue();
        assertThat(volume.reaper().delete(first.object())).isFalse();
        assertThat(volume.reaper().slices(first.object())).isEmpty();
        assertThat(volume.reaper().seal(first.object())).isEmpty();
        assertThat(store.contains(first)).isFalse();
        assertThatThrownBy(() -> store.get(first)).isInstanceOf(NotFound.class);
        assertSame(store, second, 2);
        assertThat(TestVolume.list(store)).containsExactly(second);
    }

    /** Whatever the order: an acknowledged slice is in a pack that is there, and a sealed pack never gets another. */
    @Test
    void puttingAndSealingExcludeEachOther() throws Exception {
        LocalBlockStore store = volume.open();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            List<Future<List<Location>>> puts = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int from = 100 * thread;
                puts.add(threads.submit(() -> putEach(store, from, 40)));
            }
            Map<Long, List<Location>> sealed = new HashMap<>();
            Future<?> collector = threads.submit(() -> {
                while (!puts.stream().allMatch(Future::isDone)) {
                    volume.reaper()
                            .list()
                            .forEach(pack -> sealed.merge(
                                    pack.generation(), volume.reaper().seal(pack.generation()), PacksTest::same));
                }
            });
            List<Location> all = new ArrayList<>();
            for (Future<List<Location>> put : puts) {
                all.addAll(put.get());
            }
            collector.get();
            assertThat(TestVolume.list(store)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(new HashSet<>(all)).hasSize(160);
            assertThat(sealed).hasSizeGreaterThan(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void afterAFailedForceThePutIsInDoubtAndThePackTakesNothingMore() {
        AtomicReference<String> broken = new AtomicReference<>("");
        LocalBlockStore store = volume.open(PackSettings.DEFAULT_PACK_BYTES, failAt(broken));
        Location first = TestVolume.put(store, 1);
        broken.set("packs.beforeForce");
        assertThatThrownBy(() -> TestVolume.put(store, 2)).isInstanceOf(OutcomeUnknown.class);
        broken.set("");
        Location third = TestVolume.put(store, 3); // the volume passed its test: new files can be trusted
        assertThat(third.object()).isNotEqualTo(first.object());
        assertSame(store, first, 1);
        assertSame(store, third, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"packs.beforeCreate", "packs.afterCreate", "packs.beforeWrite"})
    void aFailedWriteStoresNothing(String point) {
        AtomicReference<String> broken = new AtomicReference<>(point);
        LocalBlockStore store = volume.open(PackSettings.DEFAULT_PACK_BYTES, failAt(broken));
        assertThatThrownBy(() -> TestVolume.put(store, 1)).isInstanceOf(Unavailable.class);
        assertThat(TestVolume.list(store)).isEmpty();
        broken.set("");
        Location place = TestVolume.put(store, 1);
        assertThat(TestVolume.list(store)).containsExactly(place);
        for (StoredPack pack : volume.reaper().list()) {
            volume.reaper().seal(pack.generation()); // an empty one, too
        }
        assertThat(volume.reaper().list()).allMatch(StoredPack::sealed);
        assertThat(TestVolume.list(store)).containsExactly(place);
    }

    @Test
    void aPutThatIsInterruptedFailsAloneAndHarmsNobody() {
        LocalBlockStore store = volume.open();
        Location before = TestVolume.put(store, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TestVolume.put(store, 2)).isInstanceOf(Unavailable.class);
        assertThat(Thread.interrupted()).isTrue();
        assertSame(store, TestVolume.put(store, 3), 3);
        assertSame(store, before, 1);
    }

    @Test
    void aDamagedSliceIsToldOfAndHarmsNoOther() throws IOException {
        LocalBlockStore store = volume.open();
        Location first = TestVolume.put(store, 1);
        Location second = TestVolume.put(store, 2);
        byte[] pack = Files.readAllBytes(volume.file(volume.only()));
        pack[(int) (first.offset() + first.storedBytes() / 2)] ^= 1;
        Files.write(volume.file(volume.only()), pack);
        assertThatThrownBy(() -> store.get(first)).isInstanceOf(Corrupt.class);
        assertThat(store.contains(first)).isTrue();
        assertSame(store, second, 2);
    }

    @Test
    void aVolumeThatIsAwayIsNotTakenForOneWithoutPacks() throws IOException {
        LocalBlockStore store = volume.open();
        Location place = TestVolume.put(store, 1);
        var reaper = volume.reaper();
        Path away = data.resolve("away");
        Files.move(volume.directory(), away);
        try {
            assertThatThrownBy(() -> store.get(place)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> store.contains(place)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> TestVolume.list(store)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(reaper::list).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reaper.seal(place.object())).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reaper.delete(place.object())).isInstanceOf(Unavailable.class);
        } finally {
            Files.move(away, volume.directory());
        }
        assertSame(store, place, 1);
    }

    @Test
    void theKeysOfASliceAreThoseOfItsStore() {
        Location place = TestVolume.put(volume.open(), 1);
        try (LocalBlockStore store = LocalBlockStore.open(
                volume.directory(),
                KeySettings.beside(volume.directory()),
                io.holdfast.blockstore.local.VolumeOptions.DEFAULT)) {
            assertSame(store, place, 1);
        }
    }

    private static List<Location> putEach(LocalBlockStore store, int from, int count) {
        List<Location> places = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            places.add(TestVolume.put(store, i));
        }
        return places;
    }

    private static List<Location> same(List<Location> before, List<Location> now) {
        if (!before.equals(now)) {
            throw new AssertionError("a sealed pack has changed: " + before.size() + " slices, then " + now.size());
        }
        return now;
    }

    private static void assertSame(LocalBlockStore store, Location place, int number) {
        assertThat(store.get(place).buffer()).isEqualTo(TestVolume.block(number).buffer());
        assertThat(store.contains(place)).isTrue();
    }

    private static FailPoint counting(String point, AtomicInteger count) {
        return reached -> {
            if (reached.equals(point)) {
                count.incrementAndGet();
            }
        };
    }

    private static FailPoint failAt(AtomicReference<String> point) {
        return reached -> {
            if (reached.equals(point.get())) {
                throw new UncheckedIOException(new IOException("Input/output error"));
            }
        };
    }
}
