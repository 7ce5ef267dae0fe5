package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.network.MeddlingProxy;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Packs of a bucket: how many requests they take, and what broken requests do to them. */
class S3PacksIT {
    private static final int BLOCK_BYTES = 4_096;
    private static final BlockBytes BYTES = Blocks.random(1, BLOCK_BYTES);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

    @TempDir
    private Path data;

    private TestBucket bucket;

    @BeforeEach
    void begin() {
        bucket = new TestBucket(data);
    }

    @AfterEach
    void end() {
        bucket.close();
    }

    @Test
    void aBundleIsOneObjectAndWhatComesAloneIsOneOfItsOwn() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        try (MeddlingProxy network = proxy(
                        request -> {
                            puts.addAndGet(request.startsWith("PUT ") ? 1 : 0);
                            return request;
                        },
                        UnaryOperator.identity());
                S3BlockStore store = open(network)) {
            assertThat(store.put(NAME, BYTES).packed()).isFalse();
            store.putAll(bundle(10, 2)); // the first pack also says that there are packs
            puts.set(0);
            Map<ObjectName, Location> places = durable(store.putAll(bundle(20, 100)));
            assertThat(puts).hasValue(1);
            assertThat(places.values()).hasSize(100).allMatch(Location::packed);
            assertThat(places.values().stream().map(Location::object).distinct())
                    .hasSize(1);
            assertThat(bucket.read("FORMAT")).asString().isEqualTo("holdfast blocks 2\n");
        }
        try (S3BlockStore store = bucket.open()) {
            for (StoredObject object : list(store)) {
                assertThat(store.contains(object.location())).isTrue();
                assertThat(store.get(object.location()).hash())
                        .isEqualTo(object.name().block());
            }
            assertThat(list(store)).hasSize(103);
        }
    }

    @Test
    void thoseThatWaitWhileOneIsStoredShareOneObject() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger puts = new AtomicInteger();
        UnaryOperator<String> requests = request -> {
            if (request.startsWith("PUT ") && request.contains("/objects/")) {
                await(released);
            }
            puts.addAndGet(request.startsWith("PUT ") && !request.contains("FORMAT") ? 1 : 0);
            return request;
        };
        try (MeddlingProxy network = proxy(requests, UnaryOperator.identity());
                S3BlockStore store = open(network)) {
            puts.set(0);
            List<FutureTask<Location>> tasks = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            bundle(0, 12).forEach((name, bytes) -> {
                tasks.add(new FutureTask<>(() -> store.put(name, bytes)));
                threads.add(new Thread(tasks.get(tasks.size() - 1)));
            });
            threads.forEach(Thread::start);
            awaitWaiting(threads, 11);
            released.countDown();
            int packed = 0;
            for (FutureTask<Location> task : tasks) {
                Location place = task.get(20, TimeUnit.SECONDS);
                packed += place.packed() ? 1 : 0;
                assertThat(store.get(place).hash()).isEqualTo(place.name().block());
            }
            assertThat(packed).isEqualTo(11);
            assertThat(puts).hasValue(2);
        }
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfAPackLeavesNothingAndTheOutcomeIsUnknown() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        AtomicInteger cuts = new AtomicInteger();
        UnaryOperator<String> requests = request -> {
            boolean first = request.startsWith("PUT ") && request.contains("/packs/");
            if (broken.get() && begun.get() && !first) {
                cuts.incrementAndGet();
                begun.set(false);
                return "";
            }
            begun.set(first);
            return request;
        };
        try (MeddlingProxy network = proxy(requests, UnaryOperator.identity());
                S3BlockStore store = open(network)) {
            broken.set(true);
            Map<ObjectName, PutEnd> ends = store.putAll(bundle(0, 50));
            assertThat(ends.values())
                    .hasSize(50)
                    .allMatch(end ->
                            end instanceof PutEnd.Refused refused && refused.problem() instanceof OutcomeUnknown);
            assertThat(cuts.get()).as("it was cut").isPositive();
            assertThat(list(store)).isEmpty();
            broken.set(false);
            Map<ObjectName, Location> places = durable(store.putAll(bundle(0, 50)));
            assertThat(list(store))
                    .extracting(StoredObject::location)
                    .containsExactlyInAnyOrderElementsOf(places.values());
        }
    }

    @Test
    void aPackThatIsThereAlreadyIsComparedAndNoError() throws IOException {
        AtomicBoolean present = new AtomicBoolean();
        AtomicBoolean others = new AtomicBoolean();
        UnaryOperator<String> answers = answer -> {
            String changed = present.get() ? answer.replaceFirst("^HTTP/1.1 200", "HTTP/1.1 412") : answer;
            if (!changed.equals(answer)) {
                present.set(false);
            }
            return others.get() ? changed.replace("\u0089HFK", "\u0089HFX") : changed;
        };
        try (MeddlingProxy network = proxy(UnaryOperator.identity(), answers);
                S3BlockStore store = open(network)) {
            store.putAll(bundle(0, 2));
            present.set(true);
            assertThat(durable(store.putAll(bundle(10, 5)))).hasSize(5);
            assertThat(present).as("it was said to be there").isFalse();
            others.set(true);
            present.set(true);
            PutEnd end = store.putAll(bundle(20, 5)).values().iterator().next();
            assertThat(((PutEnd.Refused) end).problem())
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("a pack of that name with other bytes is there");
        }
    }

    @Test
    void aRepeatedPutInAPackIsVerified() {
        try (S3BlockStore store = bucket.open(PackSettings.DEFAULT)) {
            Map<ObjectName, Location> places = durable(store.putAll(bundle(0, 3)));
            assertThat(durable(store.putAll(bundle(0, 3)))).isEqualTo(places);
            Location damaged = places.values().iterator().next();
            byte[] pack = bucket.read(Layout.key(damaged));
            pack[(int) (damaged.offset() + damaged.storedBytes() / 2)] ^= 1;
            bucket.write(Layout.key(damaged), pack);
            assertThat(store.putAll(bundle(0, 3)).get(damaged.name()))
                    .isInstanceOfSatisfying(
                            PutEnd.Refused.class,
                            refused -> assertThat(refused.problem()).isInstanceOf(Corrupt.class));
            assertThat(list(store)).hasSize(3);
        }
    }

    @Test
    void packsAreListedReadByTheirFramesIfTheIndexIsDamagedAndDeleted() {
        try (S3BlockStore store = bucket.open(PackSettings.DEFAULT);
                S3ObjectReaper reaper = S3ObjectReaper.open(bucket.settings())) {
            Map<ObjectName, Location> places = durable(store.putAll(bundle(0, 80))); // more than is read at once
            PackObjectReaper packs = reaper.packs();
            StoredPack only = packs.list().get(0);
            String key = Layout.pack(only.generation());
            byte[] pack = bucket.read(key);
            assertThat(only.sizeBytes()).isEqualTo(pack.length);
            assertThat(only.sealed()).isTrue();
            assertThat(packs.mergesBelow()).isLessThan(pack.length);
            assertThat(packs.seal(only.generation())).containsExactlyInAnyOrderElementsOf(places.values());
            pack[pack.length - 50] ^= 1;
            bucket.write(key, pack);
            bucket.write("packs/notes.txt", new byte[3]);
            assertThat(packs.list()).hasSize(1);
            assertThat(packs.slices(only.generation())).containsExactlyInAnyOrderElementsOf(places.values());
            assertThat(packs.delete(only.generation())).isTrue();
            assertThat(packs.delete(only.generation())).isFalse();
            assertThat(packs.slices(only.generation())).isEmpty();
            Location gone = places.values().iterator().next();
            assertThat(store.contains(gone)).isFalse();
            assertThatThrownBy(() -> store.get(gone)).isInstanceOf(NotFound.class);
            bucket.wipe();
            assertThatThrownBy(() -> store.get(gone)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> store.contains(gone)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(packs::list).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> packs.delete(only.generation())).isInstanceOf(Unavailable.class);
        }
    }

    private static Map<ObjectName, BlockBytes> bundle(int first, int count) {
        Map<ObjectName, BlockBytes> bundle = new HashMap<>();
        for (int i = first; i < first + count; i++) {
            BlockBytes bytes = Blocks.random(i, BLOCK_BYTES);
            bundle.put(Blocks.name(bytes, 1_000 + i), bytes);
        }
        return bundle;
    }

    private static Map<ObjectName, Location> durable(Map<ObjectName, PutEnd> ends) {
        Map<ObjectName, Location> places = new HashMap<>();
        ends.forEach((name, end) -> places.put(name, ((PutEnd.Durable) end).location()));
        return places;
    }

    private static List<StoredObject> list(S3BlockStore store) {
        try (Stream<StoredObject> listed = store.list()) {
            return listed.toList();
        }
    }

    private static void awaitWaiting(List<Thread> threads, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.WAITING)
                        .count()
                != count) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MeddlingProxy proxy(UnaryOperator<String> requests, UnaryOperator<String> answers)
            throws IOException {
        return new MeddlingProxy(S3Server.shared().endpoint(), requests, answers);
    }

    private S3BlockStore open(MeddlingProxy network) {
        return S3BlockStore.open(
                bucket.at(network.endpoint(), S3Server.SECRET_KEY), bucket.keys(), PackSettings.DEFAULT);
    }
}
