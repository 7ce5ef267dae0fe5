package io.holdfast.testkit.block;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What callers rely on in every {@link BlockStore} and its {@link ObjectReaper}. The store is empty when a test begins;
 * {@link #raw} and {@link #overwrite} reach behind it, as a failing disk would.
 */
public abstract class BlockStoreContract {
    private final Map<ObjectName, Location> places = new ConcurrentHashMap<>();

    /** The store under test, the same one during a test. */
    protected abstract BlockStore store();

    protected abstract ObjectReaper reaper();

    /** A store as a restarted process would see it. */
    protected abstract BlockStore reopened();

    /** Where the object lies, as its put has told; an object of its own if it was not put here. */
    protected final Location place(ObjectName name) {
        return places.getOrDefault(name, Location.single(name));
    }

    /** For a subclass that has laid the object elsewhere. */
    protected final void place(Location place) {
        places.put(place.name(), place);
    }

    /** A size of about this many bytes, of a block that has an object of its own. */
    protected int singleBytes(int about) {
        return about;
    }

    /** What is stored under the name, byte for byte. */
    protected abstract byte[] raw(ObjectName name);

    /** Replaces what is stored under the name; the object may not exist yet. */
    protected abstract void overwrite(ObjectName name, byte[] stored);

    /** What it takes on the store. */
    protected long storedBytes(ObjectName name) {
        return raw(name).length;
    }

    /**
     * Of the many places of a stored object that are damaged one by one, each n-th is tried. More than 1 only where that would take minutes,
     * and prime.
     */
    protected int stride() {
        return 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_536, 1_000_000, BlockBytes.MAX_SIZE_BYTES})
    void givesBackWhatWasPut(int size) {
        for (BlockBytes bytes : List.of(Blocks.random(1, size), Blocks.text(2, size))) {
            ObjectName name = Blocks.name(bytes, size);
            put(name, bytes);
            assertSame(store().get(place(name)), bytes);
            assertSame(reopened().get(place(name)), bytes);
            assertThat(store().contains(place(name))).isTrue();
        }
    }

    @Test
    void saysWhatIsNotThere() {
        ObjectName name = Blocks.name(Blocks.random(3, 10), 3);
        assertThat(store().contains(place(name))).isFalse();
        assertThatThrownBy(() -> store().get(place(name)))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining(name.toString());
    }

    @Test
    void listsEveryObjectWithTheSizeThatPutReturned() {
        List<StoredObject> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            BlockBytes bytes = i % 2 == 0 ? Blocks.random(i, 1000 * i) : Blocks.text(i, 1000 * i);
            ObjectName name = Blocks.name(bytes, -i);
            expected.add(new StoredObject(put(name, bytes), Instant.EPOCH));
        }
        try (Stream<StoredObject> listed = store().list()) {
            assertThat(listed)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("storedAt")
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        for (StoredObject object : expected) {
            assertThat(storedBytes(object.name())).isEqualTo(object.storedSizeBytes());
        }
    }

    @Test
    void confirmsWhatIsListed() {
        BlockBytes bytes = Blocks.text(4, 5_000);
        put(Blocks.name(bytes, 4), bytes);
        try (Stream<StoredObject> listed = store().list()) {
            Location place = listed.map(StoredObject::location).findFirst().orElseThrow();
            Location confirmed = store().confirm(place, store().get(place));
            assertThat(confirmed.name()).isEqualTo(place.name());
            assertSame(reopened().get(confirmed), bytes);
        }
    }

    @Test
    void keepsTheGenerationsOfABlockApart() {
        BlockBytes bytes = Blocks.text(5, singleBytes(5000));
        ObjectName old = Blocks.name(bytes, 1);
        ObjectName young = Blocks.name(bytes, 2);
        put(old, bytes);
        put(young, bytes);
        assertThat(reaper().delete(old)).isTrue();
        assertThat(store().contains(place(old))).isFalse();
        assertSame(store().get(place(young)), bytes);
    }

    @Test
    void deletesOnceAndForEver() {
        BlockBytes bytes = Blocks.random(6, singleBytes(5000));
        ObjectName name = Blocks.name(bytes, 6);
        assertThat(reaper().delete(name)).isFalse();
        put(name, bytes);
        assertThat(reaper().delete(name)).isTrue();
        assertThat(reaper().delete(name)).isFalse();
        assertThat(reopened().contains(place(name))).isFalse();
        try (Stream<StoredObject> listed = store().list()) {
            assertThat(listed).isEmpty();
        }
    }

    @Test
    void deletesManyAtOnceWhetherTheyAreThereOrNot() {
        List<ObjectName> names = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            BlockBytes bytes = Blocks.random(i, i % 100 == 0 ? singleBytes(20) : 20);
            names.add(Blocks.name(bytes, i));
            if (i % 100 == 0) {
                put(Blocks.name(bytes, i), bytes);
            }
        }
        assertThat(reaper().deleteAll(names)).isEmpty();
        try (Stream<StoredObject> listed = store().list()) {
            assertThat(listed).isEmpty();
        }
    }

    @Test
    void aRepeatedPutLeavesTheObjectAsItIs() {
        BlockBytes bytes = Blocks.random(7, 70_000);
        ObjectName name = Blocks.name(bytes, 7);
        Location first = put(name, bytes);
        byte[] stored = raw(name);
        assertThat(put(name, bytes)).isEqualTo(first);
        assertThat(raw(name)).isEqualTo(stored);
    }

    @Test
    void aRepeatedPutNeverHidesDamage() {
        BlockBytes bytes = Blocks.random(8, 70_000);
        ObjectName name = Blocks.name(bytes, 8);
        put(name, bytes);
        byte[] damaged = raw(name);
        damaged[damaged.length / 2] ^= 1;
        overwrite(name, damaged);
        assertThatThrownBy(() -> put(name, bytes)).isInstanceOf(Corrupt.class);
        assertThat(raw(name)).isEqualTo(damaged);
    }

    @Test
    void findsEveryFlippedBit() {
        BlockBytes bytes = Blocks.text(9, 300);
        ObjectName name = Blocks.name(bytes, 9);
        put(name, bytes);
        byte[] stored = raw(name);
        for (int bit = 0; bit < 8 * stored.length; bit += stride()) {
            byte[] damaged = stored.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(name, damaged, "bit " + bit);
        }
    }

    @Test
    void findsTruncationAndExtension() {
        BlockBytes bytes = Blocks.random(10, 200);
        ObjectName name = Blocks.name(bytes, 10);
        put(name, bytes);
        byte[] stored = raw(name);
        for (int size = 0; size < stored.length; size += stride()) {
            assertCorrupt(name, Arrays.copyOf(stored, size), "cut to " + size);
        }
        for (int more : new int[] {1, 4, 80, 1 << 20}) {
            assertCorrupt(name, Arrays.copyOf(stored, stored.length + more), more + " bytes more");
        }
        assertCorrupt(name, new byte[BlockBytes.MAX_SIZE_BYTES + (1 << 20)], "larger than any block");
    }

    @Test
    void findsAnotherObjectUnderItsName() {
        BlockBytes bytes = Blocks.random(11, 200);
        ObjectName name = Blocks.name(bytes, 11);
        BlockBytes others = Blocks.random(12, 200);
        for (ObjectName other : List.of(Blocks.name(others, 11), Blocks.name(bytes, 12))) {
            put(other, other.block().equals(name.block()) ? bytes : others);
            assertCorrupt(name, raw(other), "the object " + other);
        }
    }

    @Test
    void survivesAnyBytes() {
        BlockBytes bytes = Blocks.text(13, 400);
        ObjectName name = Blocks.name(bytes, 13);
        put(name, bytes);
        byte[] stored = raw(name);
        for (long seed = 0; seed < 500; seed += stride()) {
            Random random = new Random(seed);
            byte[] damaged = stored.clone();
            int from = random.nextInt(damaged.length);
            for (int i = from; i < Math.min(damaged.length, from + 1 + random.nextInt(40)); i++) {
                damaged[i] = (byte) (damaged[i] + 1 + random.nextInt(255));
            }
            assertCorrupt(name, damaged, "seed " + seed);
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<ObjectName>> puts = LongStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> {
                        BlockBytes bytes = Blocks.random(i % 16, 50_000); // each name is put four times
                        ObjectName name = Blocks.name(bytes, i % 16);
                        put(name, bytes);
                        assertSame(store().get(place(name)), bytes);
                        return name;
                    }))
                    .toList();
            for (Future<ObjectName> put : puts) {
                put.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<StoredObject> listed = store().list()) {
            assertThat(listed).hasSize(16);
        }
    }

    private Location put(ObjectName name, BlockBytes bytes) {
        Location place = store().put(name, bytes);
        places.put(name, place);
        return place;
    }

    private void assertCorrupt(ObjectName name, byte[] stored, String what) {
        overwrite(name, stored);
        assertThatThrownBy(() -> store().get(place(name)))
                .as(what)
                .isInstanceOf(Corrupt.class)
                .hasMessageStartingWith("stored object " + name + " is damaged: ");
    }

    private static void assertSame(BlockBytes actual, BlockBytes expected) {
        assertThat(actual.buffer()).isEqualTo(expected.buffer());
    }
}
