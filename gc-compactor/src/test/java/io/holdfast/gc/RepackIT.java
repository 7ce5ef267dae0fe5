package io.holdfast.gc;

import io.holdfast.blockstore.opening.BlockStores;
import io.holdfast.blockstore.opening.OpenStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.gc.Profile;
import io.holdfast.gc.pack.PackForecast;
import io.holdfast.gc.pack.PackRun;
import io.holdfast.gc.pack.PackSteps;
import io.holdfast.gc.pack.RepackSettings;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.gc.Amount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Packs that are mostly garbage, on a real store and a real PostgreSQL: space comes back, and nothing that is needed goes. */
class RepackIT {
    private static final Ambient REAL = Ambient.real();

    private static Site site;
    private final List<UUID> entries = new ArrayList<>();

    @BeforeAll
    static void create() throws IOException {
        site = Site.create(Profile.REHEARSAL);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void open() {
        site.packing();
    }

    /** Whatever a test did, all space comes back. */
    @AfterEach
    void purgeEverything() {
        entries.forEach(site::purge);
        PlainEpoch.of(site, REAL).run();
        assertThat(site.objects()).isEmpty();
        assertThat(site.packs().list()).isEmpty();
    }

    @Test
    void whatIsNeededMovesIntoAnotherPackAndTheOldOneGoes() throws IOException {
        halfDead();
        Set<Location> before = site.places();
        long bytes = packBytes();
        PackRun run = PlainEpoch.of(site, REAL).run();
        assertThat(run.repackedPacks().count()).isEqualTo(1);
        assertThat(run.copiedSlices().count()).isEqualTo(2);
        assertThat(run.leftSlices()).isZero();
        assertThat(run.deletedPacks().count()).isEqualTo(1);
        assertThat(run.deletedSlices().count()).as("dead and moved ones").isEqualTo(5);
        assertThat(run.waitingPacks().count()).isZero();
        assertThat(site.places()).doesNotContainAnyElementsOf(before).allMatch(Location::packed);
        assertThat(packBytes()).isLessThan(bytes / 2);
        assertAllReadsBackAndNothingElseIsThere();
        assertThat(site.database()
                        .client()
                        .sql("SELECT reason FROM delete_intent WHERE kind = 'L' AND done_at IS NOT NULL"
                                + " AND epoch = (SELECT max(id) FROM gc_epoch)")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("swept", "swept", "swept", "repacked", "repacked");
        PackRun again = PlainEpoch.of(site, REAL).run();
        assertThat(again.repackedPacks().count()).as("nothing is dead any more").isZero();
    }

    @Test
    void aRepackedPackIsKeptForAsLongAsADatabaseMayBeRestored() {
        halfDead();
        Set<Location> before = site.places();
        Duration quarantine = Duration.ofDays(14);
        PackRun run = epoch(REAL, quarantine).run();
        assertThat(run.copiedSlices().count()).isEqualTo(2);
        assertThat(run.deletedPacks().count()).isZero();
        assertThat(run.waitingPacks().count()).isEqualTo(1);
        for (Location old : before) {
            assertThat(site.store().get(old).hash())
                    .as("a reader, or a restored database, finds it where it was")
                    .isEqualTo(old.name().block());
        }
        assertThat(site.objects()).containsAll(site.referenced());
        Instant later = REAL.now().plus(quarantine);
        assertThat(epoch(REAL.withClock(() -> later.minusSeconds(60)), quarantine)
                        .run()
                        .deletedPacks()
                        .count())
                .isZero();
        PackRun last =
                epoch(REAL.withClock(() -> later.plusSeconds(60)), quarantine).run();
        assertThat(last.deletedPacks().count()).isEqualTo(1);
        assertThat(last.deletedSlices().count()).isEqualTo(5);
        assertAllReadsBackAndNothingElseIsThere();
    }

    @Test
    void whatWouldBeRepackedCanBeAskedBeforehand() {
        halfDead();
        RepackSettings never = new RepackSettings(0, 0, 0, 2, Duration.ZERO, 8 << 20);
        PackRun run = new PlainEpoch(site, REAL, site.store(), never, Duration.ZERO).run();
        assertThat(run.repackedPacks().count()).isZero();
        long needed = site.places().stream().mapToLong(Location::storedBytes).sum();
        long bytes = packBytes();
        PackForecast forecast = new PackSteps(
                        PlainEpoch.EAGER, Duration.ZERO, site.database(), REAL, site.store(), site.packs())
                .forecast();
        assertThat(forecast).isEqualTo(new PackForecast(new Amount(1, needed), bytes - needed));
        assertThat(packBytes()).isEqualTo(bytes);
    }

    @Test
    void coldSmallPacksArePutTogether() {
        for (int file = 0; file < 4; file++) {
            commit("f" + file, 10 * file, 10 * file + 1);
            site.packing(); // another opening appends to another pack
        }
        assertThat(site.packs().list()).hasSize(4);
        RepackSettings merging = new RepackSettings(50, Long.MAX_VALUE, 8 << 20, 4, Duration.ofHours(1), 8 << 20);
        assertThat(new PlainEpoch(site, REAL, site.store(), merging, Duration.ZERO)
                        .run()
                        .repackedPacks()
                        .count())
                .as("they are warm")
                .isZero();
        Instant later = REAL.now().plus(Duration.ofHours(2));
        PackRun run = new PlainEpoch(site, REAL.withClock(() -> later), site.store(), merging, Duration.ZERO).run();
        assertThat(run.repackedPacks().count()).isEqualTo(4);
        assertThat(run.copiedSlices().count()).isEqualTo(8);
        assertThat(run.deletedPacks().count()).isEqualTo(4);
        assertThat(site.packs().list()).hasSize(1);
        assertAllReadsBackAndNothingElseIsThere();
    }

    @Test
    void aDamagedSliceStaysWithItsPackAndTheOthersMove() throws IOException {
        halfDead();
        Location damaged = place(1);
        try (FileChannel pack = FileChannel.open(file(damaged), StandardOpenOption.WRITE)) {
            pack.write(ByteBuffer.wrap(new byte[64]), damaged.offset() + damaged.storedBytes() / 2);
        }
        assertStaysAndTheOtherMoves(damaged);
    }

    @Test
    void aSliceThatCannotBeReadNowStaysWithItsPackAndTheOthersMove() throws IOException {
        halfDead();
        Location locked = place(1);
        needsAnotherBlockKey(locked);
        assertThatThrownBy(() -> site.store().get(locked)).isInstanceOf(HoldfastException.Unavailable.class);
        assertStaysAndTheOtherMoves(locked);
    }

    private void assertStaysAndTheOtherMoves(Location left) {
        PackRun run = PlainEpoch.of(site, REAL).run();
        assertThat(run.copiedSlices().count()).isEqualTo(1);
        assertThat(run.leftSlices()).isEqualTo(1);
        assertThat(run.deletedPacks().count()).isZero();
        assertThat(place(1)).isEqualTo(left);
        assertThat(site.store().get(place(2)).hash()).isEqualTo(Site.block(2));
    }

    private Path file(Location slice) {
        return site.folder().resolve("blocks/packs").resolve(HexFormat.of().toHexDigits(slice.object()) + ".pack");
    }

    /** Writes the number of a key that is not there into the header of the frame, whole as {@code docs/format.md} 4.2 defines it. */
    private void needsAnotherBlockKey(Location slice) throws IOException {
        try (FileChannel pack = FileChannel.open(file(slice), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer frame = ByteBuffer.allocate(Math.toIntExact(slice.storedBytes()));
            pack.read(frame, slice.offset());
            frame.putInt(8, 4711);
            putChecksum(frame, 78 + frame.getShort(76));
            putChecksum(frame, frame.capacity() - Integer.BYTES);
            pack.write(frame.rewind(), slice.offset());
        }
    }

    /** Of everything before it. */
    private static void putChecksum(ByteBuffer frame, int at) {
        CRC32C crc = new CRC32C();
        crc.update(frame.slice(0, at));
        frame.putInt(at, (int) crc.getValue());
    }

    @Test
    void theSliceOfAnUploadThatGoesOnKeepsThePackUntilItIsGivenUp() {
        halfDead();
        ObjectName uploading = site.publishUnfinished(52);
        PackRun run = PlainEpoch.of(site, REAL).run();
        assertThat(run.copiedSlices().count()).isEqualTo(2);
        assertThat(run.deletedPacks().count()).isZero();
        assertThat(site.objects()).contains(uploading).containsAll(site.referenced());
        site.giveUploadsUp();
        site.reapUploads();
        assertThat(PlainEpoch.of(site, REAL).run().deletedPacks().count()).isEqualTo(1);
        assertAllReadsBackAndNothingElseIsThere();
    }

    @Test
    void aStoreThatIsFullEndsRepackingAndNothingElse() {
        halfDead();
        Set<Location> before = site.places();
        PackRun run = new PlainEpoch(site, REAL, new FullStore(site.store()), PlainEpoch.EAGER, Duration.ZERO).run();
        assertThat(run.copiedSlices().count()).isZero();
        assertThat(site.places()).isEqualTo(before);
        PlainEpoch.of(site, REAL).run();
        assertAllReadsBackAndNothingElseIsThere();
    }

    /** Each step of two packs, killed when it is reached for the first or the second time. */
    @Test
    void whereverTheCollectorDiesNothingIsLostAndALaterRunBringsAllSpaceBack() {
        List<String> steps = List.of(
                "repack.sealed",
                "repack.copied",
                "repack.locked",
                "repack.pointed",
                "repack.moved",
                "repack.told",
                "gc.packPermitted");
        for (String step : steps) {
            for (int time = 1; time <= 2; time++) {
                dieAndGoOn(step, time);
            }
        }
    }

    private void dieAndGoOn(String step, int time) {
        halfDead();
        site.packing();
        UUID gone = site.commit("more", 20, 21, 22);
        commit("kept too", 23, 24);
        site.purge(gone);
        int[] hits = {0};
        Ambient dying = REAL.withFailPoint(point -> {
            if (point.equals(step) && ++hits[0] == time) {
                throw new IllegalStateException("killed at " + point);
            }
        });
        try (OpenStore killed =
                BlockStores.open(site.settings().blocks())) { // closed when all is over, as no killed one is
            PlainEpoch run = new PlainEpoch(site, dying, killed, PlainEpoch.EAGER, Duration.ZERO);
            assertThatThrownBy(run::run).hasMessageContaining("killed at " + step);
            assertAllReadsBack();
            assertThat(site.referenced()).hasSize(4);

            PlainEpoch.of(site, REAL).run();
            assertAllReadsBackAndNothingElseIsThere();
            assertThat(site.packs().list())
                    .allSatisfy(pack -> assertThat(site.packs().slices(pack.generation()))
                            .extracting(Location::name)
                            .isNotEmpty()
                            .isSubsetOf(site.referenced()));
        }
        purgeEverything();
        entries.clear();
    }

    /** One pack: blocks 1 and 2 are needed, 3, 4 and 5 are not. */
    private void halfDead() {
        commit("kept", 1, 2);
        site.purge(site.commit("gone", 3, 4, 5));
        assertThat(site.packs().list()).hasSize(1);
    }

    private void commit(String path, int... blocks) {
        entries.add(site.commit(path, blocks));
    }

    private PlainEpoch epoch(Ambient ambient, Duration kept) {
        return new PlainEpoch(site, ambient, site.store(), PlainEpoch.EAGER, kept);
    }

    private Location place(int block) {
        return site.places().stream()
                .filter(place -> place.name().block().equals(Site.block(block)))
                .findFirst()
                .orElseThrow();
    }

    private long packBytes() {
        return site.packs().list().stream().mapToLong(StoredPack::sizeBytes).sum();
    }

    private void assertAllReadsBack() {
        for (Location place : site.places()) {
            assertThat(site.store().get(place).hash()).isEqualTo(place.name().block());
        }
    }

    private void assertAllReadsBackAndNothingElseIsThere() {
        assertAllReadsBack();
        assertThat(site.objects()).isEqualTo(site.referenced());
    }
}
