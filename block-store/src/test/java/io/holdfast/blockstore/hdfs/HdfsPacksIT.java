package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.network.MeddlingProxy;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.hdfs.HdfsCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Packs of a directory of HDFS. */
class HdfsPacksIT {
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
    void aBundleIsOneFileWhichIsListedReadAndDeleted() throws IOException {
        try (HdfsBlockStore store = directory.open(PackSettings.DEFAULT);
                HdfsObjectReaper reaper = HdfsObjectReaper.open(directory.settings())) {
            PackObjectReaper packs = reaper.packs();
            assertThat(packs.list()).isEmpty();
            Map<ObjectName, Location> places = durable(store.putAll(bundle(100)));
            assertThat(directory.client().listStatus(directory.path(Layout.PACKS)))
                    .hasSize(1);
            assertThat(directory.read("FORMAT")).isEqualTo("holdfast blocks 2\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(list(store)).containsExactlyInAnyOrderElementsOf(places.values());
            long only = packs.list().get(0).generation();
            assertThat(packs.seal(only)).containsExactlyInAnyOrderElementsOf(places.values());
            Location some = places.values().iterator().next();
            try (HdfsBlockStore later = directory.open()) {
                BlockBytes bytes = later.get(some);
                assertThat(bytes.hash()).isEqualTo(some.name().block());
                assertThat(later.confirm(some, bytes)).isEqualTo(some);
            }
            assertThat(packs.delete(only)).isTrue();
            assertThat(packs.delete(only)).isFalse();
            assertThat(store.contains(some)).isFalse();
            assertThatThrownBy(() -> store.get(some)).isInstanceOf(NotFound.class);
            directory.wipe();
            assertThatThrownBy(() -> store.get(some)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(packs::list).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void afterALostAnswerTheOutcomeOfAllIsUnknownAndARepeatSettlesIt() throws IOException {
        AtomicBoolean armed = new AtomicBoolean();
        AtomicBoolean cut = new AtomicBoolean();
        try (MeddlingProxy network = new MeddlingProxy(
                        HdfsCluster.shared().uri(),
                        request -> {
                            cut.compareAndSet(false, armed.get() && request.contains("rename2"));
                            return request;
                        },
                        answer -> cut.get() ? "" : answer);
                HdfsBlockStore store = HdfsBlockStore.open(
                        directory.through(network.endpoint()), directory.keys(), PackSettings.DEFAULT)) {
            Map<ObjectName, BlockBytes> first = bundle(2);
            store.putAll(first); // which makes the directory
            armed.set(true);
            Map<ObjectName, BlockBytes> second = bundle(20);
            second.keySet().removeAll(first.keySet());
            assertThat(store.putAll(second).values())
                    .allMatch(end ->
                            end instanceof PutEnd.Refused refused && refused.problem() instanceof OutcomeUnknown);
            armed.set(false);
            cut.set(false);
            for (Location place : durable(store.putAll(second)).values()) {
                assertThat(store.get(place).hash()).isEqualTo(place.name().block());
            }
        }
    }

    private static Map<ObjectName, BlockBytes> bundle(int count) {
        Map<ObjectName, BlockBytes> bundle = new HashMap<>();
        for (int i = 0; i < count; i++) {
            BlockBytes bytes = Blocks.random(i, 4_096);
            bundle.put(Blocks.name(bytes, 1_000 + i), bytes);
        }
        return bundle;
    }

    private static Map<ObjectName, Location> durable(Map<ObjectName, PutEnd> ends) {
        Map<ObjectName, Location> places = new HashMap<>();
        ends.forEach((name, end) -> places.put(name, ((PutEnd.Durable) end).location()));
        return places;
    }

    private static List<Location> list(HdfsBlockStore store) {
        try (Stream<StoredObject> listed = store.list()) {
            return listed.map(StoredObject::location).toList();
        }
    }
}
