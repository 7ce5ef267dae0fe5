package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
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
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VolumesBlockStoreTest {
    private static final Redundancy FOUR_TWO = new Redundancy(4, 2);
    private static final BlockBytes BYTES = Blocks.random(1, 300_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

    @TempDir
    private static Path data;

    /** One set for all tests that do not change the set itself; each has objects of its own. */
    private final TestVolumes volumes = new TestVolumes(data.resolve("shared"), FOUR_TWO);

    /** Which volumes are lost differs from round to round; for 4+2 and 1+1 every choice is tried. */
    @ParameterizedTest
    @CsvSource({"4, 2, 15", "14, 10, 12", "1, 1, 2"})
    void aBlockSurvivesTheLossOfAnyParityManyVolumesAndNotOfMore(int k, int m, int rounds) {
        Redundancy redundancy = new Redundancy(k, m);
        TestVolumes disks = new TestVolumes(data.resolve(redundancy.toString()), redundancy);
        List<List<Integer>> losses = losses(redundancy, rounds);
        assertThat(losses).doesNotHaveDuplicates().hasSize(rounds);
        try (VolumesBlockStore store = disks.open()) {
            store.put(NAME, BYTES);
            for (List<Integer> lost : losses) {
                lost.forEach(disks::unmount);
                assertThat(store.get(NAME).buffer()).as("without %s", lost).isEqualTo(BYTES.buffer());
                lost.forEach(disks::mount);
            }
        }
        losses.get(0).forEach(disks::unmount);
        try (VolumesBlockStore store = disks.open()) {
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
            assertThat(store.contains(NAME)).isTrue();
            try (var listed = store.list()) {
                assertThat(listed).hasSize(1);
            }
            assertThatThrownBy(() -> store.put(Blocks.name(BYTES, 2), BYTES))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("less than the whole redundancy");
        }
        losses.get(0).forEach(disks::mount);
        IntStream.rangeClosed(0, m).forEach(disks::unmount);
        assertThatThrownBy(disks::open).isInstanceOf(Unavailable.class).hasMessageContaining("are away");
    }

    private static List<List<Integer>> losses(Redundancy redundancy, int rounds) {
        List<List<Integer>> all = new ArrayList<>();
        for (int seed = 0; all.size() < rounds; seed++) {
            List<Integer> volumes = new ArrayList<>(
                    IntStream.range(0, redundancy.total()).boxed().toList());
            Collections.shuffle(volumes, new Random(seed));
            List<Integer> lost =
                    volumes.subList(0, redundancy.parity()).stream().sorted().toList();
            if (!all.contains(lost)) {
                all.add(lost);
            }
        }
        return all;
    }

    @Test
    void aDamagedPieceIsKeptAsEvidenceAndMadeAnewOfTheOthers() {
        ObjectName name = Blocks.name(BYTES, 11);
        try (VolumesBlockStore store = volumes.open()) {
            store.put(name, BYTES);
            Path file = volumes.piece(name, 2);
            byte[] before = TestVolumes.read(file);
            TestVolumes.flip(file, 1);
            byte[] damaged = TestVolumes.read(file);
            assertThat(store.get(name).buffer()).isEqualTo(BYTES.buffer());
            assertThat(TestVolumes.read(file)).as("the same piece again").isEqualTo(before);
            assertThat(volumes.evidence(name)).hasSize(1);
            assertThat(TestVolumes.read(volumes.evidence(name).get(0))).isEqualTo(damaged);
        }
    }

    @Test
    void aDiskThatWasReplacedIsFilledAgainAndOnlyWhenTheOperatorSaysThatItIsNew() throws IOException {
        TestVolumes disks = new TestVolumes(data.resolve("replaced"), FOUR_TWO);
        try (VolumesBlockStore store = disks.open()) {
            store.put(NAME, BYTES);
        }
        disks.unmount(0);
        disks.unmount(5);
        disks.open().close();
        assertThat(disks.disk(0)).as("an unmounted disk is not written to").isEmptyDirectory();
        Files.createFile(disks.disk(0).resolve("NEW"));
        Files.createFile(disks.disk(5).resolve("NEW"));
        try (VolumesBlockStore store = disks.open()) {
            assertThat(store.verify(NAME)).isEqualTo(2);
            assertThat(store.verify(NAME)).isZero();
            store.put(Blocks.name(BYTES, 2), BYTES);
        }
        assertThat(disks.pieces(NAME)).hasSize(6);
        disks.unmount(1);
        disks.unmount(2);
        try (VolumesBlockStore store = disks.open()) {
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void missingParityIsNoticedByAReadAndDamagedParityByVerifying() {
        ObjectName name = Blocks.name(BYTES, 12);
        try (VolumesBlockStore store = volumes.open()) {
            store.put(name, BYTES);
            Path fourth = volumes.piece(name, 4);
            byte[] before = TestVolumes.read(fourth);
            TestVolumes.write(volumes.piece(name, 5), new byte[3]);
            assertThat(fourth.toFile().delete()).isTrue();
            store.get(name);
            assertThat(TestVolumes.read(fourth)).isEqualTo(before);
            assertThat(store.verify(name)).isEqualTo(1);
            assertThat(store.verify(name)).isZero();
        }
    }

    @Test
    void whatCannotBeReadIsToldApart() {
        ObjectName second = Blocks.name(BYTES, 2);
        ObjectName name = Blocks.name(BYTES, 13);
        try (VolumesBlockStore store = volumes.open()) {
            store.put(name, BYTES);
            for (int index = 0; index < 3; index++) {
                TestVolumes.flip(volumes.piece(name, index), index + 600);
            }
            assertThatThrownBy(() -> store.get(name))
                    .isInstanceOf(Corrupt.class)
                    .hasMessageContaining("only 3 of the 4 pieces that it needs are left");
            assertThat(volumes.evidence(name))
                    .as("nothing is moved while nothing can be made anew")
                    .isEmpty();
            ObjectName nobodys = Blocks.name(BYTES, 9);
            assertThatThrownBy(() -> store.get(nobodys)).isInstanceOf(NotFound.class);
            store.put(second, BYTES);
            TestVolumes.flip(volumes.pieces(second).get(5), 1);
        }
        volumes.unmount(0);
        volumes.unmount(1);
        try (VolumesBlockStore store = volumes.open()) {
            assertThatThrownBy(() -> store.get(second))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("on volumes that are away");
        }
        volumes.mount(0);
        volumes.mount(1);
    }

    /** The first put dies between its pieces, as in a crash; the second has other bytes on the disks for the same block. */
    @Test
    void aPutThatWasCutOffIsInvisibleOrWholeAndARepeatCompletesIt() {
        for (int whole = 0; whole < 6; whole++) {
            ObjectName name = Blocks.name(BYTES, 100 + whole);
            AtomicInteger left = new AtomicInteger(whole);
            FailPoint dying = point -> {
                if (point.equals("localStore.beforeRename") && left.getAndDecrement() <= 0) {
                    throw new UncheckedIOException(new IOException("killed"));
                }
            };
            try (VolumesBlockStore store = volumes.open(dying)) {
                assertThatThrownBy(() -> store.put(name, BYTES))
                        .isInstanceOfAny(OutcomeUnknown.class, Unavailable.class);
            }
            try (VolumesBlockStore store = volumes.open()) {
                assertThat(volumes.pieces(name)).hasSize(whole);
                assertThat(store.contains(name)).isEqualTo(whole >= 4);
                store.put(name, BYTES);
                assertThat(store.verify(name)).as("after %d of 6", whole).isZero();
            }
        }
    }

    @Test
    void volumesOfOtherSetsAndOtherRedundanciesAreRefused() {
        volumes.open().close();
        List<Path> disks = IntStream.range(0, 6).mapToObj(volumes::disk).toList();
        assertThatThrownBy(() -> new VolumeSet(new Redundancy(3, 3), disks).settle(new SecureRandom()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("of a set with redundancy 4+2, not 3+3");
        TestVolumes others = new TestVolumes(data.resolve("two"), FOUR_TWO);
        others.open().close();
        List<Path> mixed = new ArrayList<>(disks.subList(0, 5));
        mixed.add(others.disk(5));
        assertThatThrownBy(() -> new VolumeSet(FOUR_TWO, mixed).settle(new SecureRandom()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("belong to different sets");
    }

    @Test
    void whileAVolumeIsAwayADeletionIsNotDone() {
        ObjectName name = Blocks.name(BYTES, 14);
        try (VolumesBlockStore store = volumes.open()) {
            store.put(name, BYTES);
        }
        volumes.unmount(3);
        assertThatThrownBy(() -> volumes.reaper().delete(name)).isInstanceOf(Unavailable.class);
        volumes.mount(3);
        assertThat(volumes.reaper().delete(name)).isTrue();
        assertThat(volumes.pieces(name)).isEmpty();
    }
}
