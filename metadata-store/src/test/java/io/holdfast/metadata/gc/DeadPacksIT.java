package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.StoredBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When a pack may go: not before each of its slices is dead for good, whatever way it died. */
class DeadPacksIT {
    private static final long PACK = -42;

    private final List<Location> slices = new ArrayList<>();
    private World world;
    private DeadPacks packs;

    @BeforeEach
    void open() {
        world = World.create();
        packs = new DeadPacks(world.database, world.ambient);
    }

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void aPackGoesWhenTheLastOfItsSlicesIsSweptAndNotBefore() {
        Done kept = upload("/kept", "a", "b");
        Done gone = upload("/gone", "c");
        assertThat(location("b")).isEqualTo(slices.get(1));
        world.purge(gone.entryId());
        long first = sweep();
        assertThat(world.intents.open(Long.MIN_VALUE, 10)).isEmpty();
        assertThat(world.intents.outstanding()).isEqualTo(Amount.ZERO);
        assertThat(packs.dead(PACK, slices)).isFalse();
        assertThat(packs.giveUp(first, pack(), slices)).isFalse();
        assertThat(packs.open()).isEmpty();
        world.epochs.end(first, EpochState.DONE, Map.of());

        world.purge(kept.entryId());
        long second = sweep();
        assertThat(packs.dead(PACK, slices)).isTrue();
        assertThat(packs.giveUp(second, pack(), slices)).isTrue();
        assertThat(packs.open()).containsExactly(PACK);
        slices.forEach(slice -> world.objects.remove(slice.name()));
        assertThat(packs.done(PACK)).isEqualTo(new Amount(3, 3 * (World.BLOCK_BYTES + 100L)));
        assertThat(packs.done(PACK)).isEqualTo(Amount.ZERO);
        assertThat(packs.open()).isEmpty();
        assertThat(world.count("SELECT count(*) FROM delete_intent WHERE done_at IS NULL"))
                .isZero();
        assertThat(new DeletionLog(world.database).doneAfter(Instant.EPOCH, 10))
                .extracting(Deletion::name)
                .containsExactlyInAnyOrderElementsOf(
                        slices.stream().map(Location::name).toList());
    }

    @Test
    void aSliceThatMayStillBeFinalisedKeepsItsPack() {
        OpenedUpload opened = world.open(world.file("/open", "a"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("a"));
        Location slice = slice(plan.name());
        long epoch = world.condemn();
        assertThat(packs.dead(PACK, slices)).isFalse();
        assertThat(packs.giveUp(epoch, pack(), slices)).isFalse();

        world.clock.advance(Duration.ofDays(9));
        world.reaper.reap(10);
        long later = world.condemn();
        packs.own(PACK, slices);
        assertThat(world.intents.open(Long.MIN_VALUE, 10)).isEmpty();
        assertThat(packs.giveUp(later, pack(), slices)).isTrue();
        world.objects.remove(slice.name());
        assertThat(packs.done(PACK)).isEqualTo(new Amount(1, World.BLOCK_BYTES + 100L));
        assertThat(world.puts.finalise(opened.upload().id(), new StoredBlock(slice, World.BLOCK_BYTES)))
                .isEqualTo(Finalised.REAPED);
    }

    @Test
    void aRowThatPointsIntoAPackKeepsItWhateverItsIndexSays() {
        upload("/kept", "a");
        assertThat(packs.dead(PACK, List.of())).isFalse();
        long epoch = world.condemn();
        assertThat(packs.giveUp(epoch, pack(), List.of())).isFalse();
    }

    @Test
    void whoLostTheRightToCollectGivesNoPackUp() {
        Done gone = upload("/gone", "a");
        world.purge(gone.entryId());
        long epoch = sweep();
        world.clock.advance(Duration.ofMinutes(6));
        world.condemn();
        assertThatThrownBy(() -> packs.giveUp(epoch, pack(), slices)).isInstanceOf(Conflict.class);
        assertThat(packs.open()).isEmpty();
    }

    @Test
    void twoUploadsOfABlockLeaveADeadSliceAndOneThatLives() {
        OpenedUpload one = world.open(world.file("/one", "a"));
        OpenedUpload other = world.open(world.file("/other", "a"));
        PutPlan.Store first = (PutPlan.Store) world.puts.plan(one.upload().id(), World.block("a"));
        PutPlan.Store second = (PutPlan.Store) world.puts.plan(other.upload().id(), World.block("a"));
        assertThat(world.puts.finalise(one.upload().id(), new StoredBlock(slice(first.name()), World.BLOCK_BYTES)))
                .isEqualTo(Finalised.STORED);
        assertThat(world.puts.finalise(other.upload().id(), new StoredBlock(slice(second.name()), World.BLOCK_BYTES)))
                .isEqualTo(Finalised.DUPLICATE);
        assertThat(packs.dead(PACK, slices.subList(1, 2))).isFalse();
        assertThat(packs.dead(PACK + 1, slices.subList(1, 2))).isTrue();
        assertThat(packs.dead(PACK, slices)).isFalse();
        assertThat(world.intents.open(Long.MIN_VALUE, 10)).isEmpty();
        assertThat(world.count("SELECT count(*) FROM delete_intent WHERE kind = 'L' AND pack = " + PACK))
                .isEqualTo(1);
    }

    @Test
    void aSliceThatNobodyKnowsIsAnOrphanAndOneOfALiveBlockIsNot() {
        upload("/kept", "a");
        Location orphan = new Location(new ObjectName(World.block("lost").hash(), 99), PACK, 5_000, 70);
        Inventory inventory = new Inventory(world.database, world.ambient);
        List<StoredObject> listed =
                List.of(new StoredObject(slices.get(0), Instant.EPOCH), new StoredObject(orphan, Instant.EPOCH));
        assertThat(inventory.unknown(listed)).containsExactly(orphan.name());
        long epoch = world.condemn();
        assertThat(inventory.giveUp(epoch, listed)).isEqualTo(new Amount(1, 70));
        assertThat(inventory.unknown(listed)).isEmpty();
        assertThat(world.intents.open(Long.MIN_VALUE, 10)).isEmpty();
        assertThat(inventory.needed(java.util.Optional.empty(), 10)).containsExactly(slices.get(0));
        assertThat(new Verifications(world.database)
                        .note(List.of(slices.get(0).name(), orphan.name()), world.clock.instant()))
                .isEqualTo(1);
    }

    @Test
    void aLostSliceIsReplacedAndItsPackNeverTakenForIt() {
        Done gone = upload("/gone", "a");
        world.purge(gone.entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        world.objects.remove(slices.get(0).name());
        OpenedUpload again = world.open(world.file("/again", "a"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(again.upload().id(), World.block("a"));
        world.objects.add(plan.name());
        Location fresh = new Location(plan.name(), PACK + 7, 20, 64);
        assertThat(world.puts.finalise(again.upload().id(), new StoredBlock(fresh, World.BLOCK_BYTES)))
                .isEqualTo(Finalised.STORED);
        assertThat(location("a")).isEqualTo(fresh);
        assertThat(packs.dead(PACK, slices)).isTrue();
        assertThat(packs.dead(PACK + 7, List.of(fresh))).isFalse();
    }

    private Location location(String block) {
        return world.blocks.find(World.block(block).hash()).orElseThrow().location();
    }

    private StoredPack pack() {
        return new StoredPack(PACK, 1 << 20, Instant.EPOCH, true);
    }

    /** As the store tells after a put into the pack. */
    private Location slice(ObjectName name) {
        world.objects.add(name);
        Location slice = new Location(name, PACK, 20 + 100_000L * slices.size(), World.BLOCK_BYTES + 100L);
        slices.add(slice);
        return slice;
    }

    private Done upload(String path, String... blocks) {
        OpenedUpload opened = world.open(world.file(path, blocks));
        for (String block : blocks) {
            BlockRef ref = World.block(block);
            PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), ref);
            world.puts.finalise(opened.upload().id(), new StoredBlock(slice(plan.name()), ref.sizeBytes()));
        }
        return world.commit(opened.upload().id());
    }

    /** A whole epoch up to the deletion of rows. */
    private long sweep() {
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        world.sweep.delete(epoch, Duration.ZERO);
        return epoch;
    }
}
