package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.gc.BlockState;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.StoredBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of rows, slices and copies when rows move, whatever state they are in. */
class PackedBlocksIT {
    private World world;
    private PackedWorld packs;
    private PackedBlocks packed;
    private DeadPacks dead;

    @BeforeEach
    void open() {
        world = World.create();
        packs = new PackedWorld(world);
        packed = new PackedBlocks(world.database, world.ambient);
        dead = new DeadPacks(world.database, world.ambient);
    }

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void aMovedRowKeepsItsStateAndItsOldSliceIsDeadFromThenOn() {
        packs.upload("/kept", "a", "b");
        assertThat(packed.uses())
                .containsOnlyKeys(PackedWorld.PACK)
                .containsEntry(
                        PackedWorld.PACK, new PackUse(2 * packs.slices().get(0).storedBytes(), 0));
        BlockRow before = packs.row("a");
        long epoch = packs.begin();
        assertThat(packed.in(PackedWorld.PACK, Optional.empty(), 1)).hasSize(1);
        List<SliceMove> moves = packs.copies();
        assertThat(packed.move(epoch, moves))
                .isEqualTo(new Amount(2, 2 * moves.get(0).to().storedBytes()));

        BlockRow after = packs.row("a");
        assertThat(after.location()).isEqualTo(PackedWorld.copyOf(moves, "a"));
        assertThat(after.gen()).isNotEqualTo(before.gen());
        assertThat(after.ver()).isEqualTo(before.ver() + 1);
        assertThat(after.state()).isEqualTo(BlockState.LIVE);
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(after.touchedAt()).isEqualTo(before.touchedAt());
        assertThat(packed.uses())
                .containsEntry(
                        PackedWorld.PACK,
                        new PackUse(0, 2 * packs.slices().get(0).storedBytes()))
                .containsEntry(
                        PackedWorld.OTHER_PACK,
                        new PackUse(2 * moves.get(0).to().storedBytes(), 0));
        assertThat(dead.dead(PackedWorld.PACK, packs.slices())).isTrue();
        assertThat(dead.dead(PackedWorld.OTHER_PACK, packs.slices())).isFalse();
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .as("a dead slice permits nothing")
                .isEmpty();
        assertThat(packed.in(PackedWorld.PACK, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void anEmptiedPackStaysAsLongAsARestoredDatabaseMayPointToIt() {
        packs.upload("/kept", "a");
        long epoch = packs.begin();
        packed.move(epoch, packs.copies());
        Duration quarantine = Duration.ofDays(14);
        assertThat(dead.emptiedWithin(Duration.ZERO, packs.slices())).isFalse();
        assertThat(dead.emptiedWithin(quarantine, packs.slices())).isTrue();
        world.clock.advance(quarantine.minusSeconds(1));
        assertThat(dead.emptiedWithin(quarantine, packs.slices())).isTrue();
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(dead.emptiedWithin(quarantine, packs.slices())).isFalse();
        assertThat(dead.giveUp(epoch, new StoredPack(PackedWorld.PACK, 1 << 20, Instant.EPOCH, true), packs.slices()))
                .isTrue();
        assertThat(dead.done(PackedWorld.PACK))
                .isEqualTo(new Amount(1, packs.slices().get(0).storedBytes()));
        assertThat(new DeletionLog(world.database).doneAfter(Instant.EPOCH, 10))
                .singleElement()
                .satisfies(proof -> {
                    assertThat(proof.name()).isEqualTo(packs.slices().get(0).name());
                    assertThat(proof.reason()).isEqualTo("repacked");
                    assertThat(proof.epoch()).contains(epoch);
                });
    }

    @Test
    void aCopyThatBecameAnObjectOfItsOwnIsKnownAsOneAndDeletedAsOne() {
        packs.upload("/gone", "a");
        Done gone = packs.upload("/kept", "b");
        long epoch = packs.begin();
        List<SliceMove> moves =
                packs.copies(PackedWorld.PACK, copy -> Location.single(copy.name(), copy.storedBytes()));
        assertThat(packed.move(epoch, moves).count()).isEqualTo(2);
        assertThat(world.count("SELECT count(*) FROM object o JOIN block b ON b.gen = o.gen WHERE o.kind = 'S'"))
                .isEqualTo(2);
        packs.end(epoch);
        world.purge(gone.entryId());
        long next = world.condemn();
        world.mark(next);
        world.sweep.quarantine(next, Duration.ZERO);
        world.sweep.delete(next, Duration.ZERO);
        assertThat(world.intents.open(Long.MIN_VALUE, 10))
                .extracting(DeleteIntent::name)
                .containsExactly(PackedWorld.copyOf(moves, "b").name());
        world.executeIntents();
    }

    @Test
    void aRowThatChangedSinceItsBytesWereReadStaysAndItsCopyIsDead() {
        Done gone = packs.upload("/gone", "a");
        packs.upload("/kept", "b");
        List<SliceMove> moves = packs.copies();
        world.purge(gone.entryId());
        long epoch = world.condemn(); // a is condemned now
        assertThat(packed.move(epoch, moves).count()).isEqualTo(1);
        assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
        assertThat(packs.row("a").state()).isEqualTo(BlockState.CONDEMNED);
        assertThat(packs.row("b").location()).isEqualTo(PackedWorld.copyOf(moves, "b"));
        assertThat(dead.dead(PackedWorld.OTHER_PACK + 1, List.of(PackedWorld.copyOf(moves, "a"))))
                .isTrue();
        assertThat(dead.dead(PackedWorld.PACK, packs.slices())).isFalse();

        List<SliceMove> again = packs.copies();
        assertThat(world.secondMark.undelete(epoch, place -> true)).isEqualTo(1);
        assertThat(packed.move(epoch, again)).as("it is live again meanwhile").isEqualTo(Amount.ZERO);
        assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
    }

    @Test
    void whatIsDyingMovesToAndGoesOnDyingThere() {
        Done gone = packs.upload("/gone", "a", "b");
        world.purge(gone.entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        Instant condemned = packs.row("a").since();
        world.clock.advance(Duration.ofMinutes(1));
        List<SliceMove> moves = packs.copies();
        assertThat(packed.move(epoch, moves).count()).isEqualTo(2);
        assertThat(packs.row("a").state()).isEqualTo(BlockState.CONDEMNED);
        assertThat(packs.row("a").since()).isEqualTo(condemned);
        assertThat(world.sweep.quarantine(epoch, Duration.ZERO))
                .as("what this epoch noted is not what the rows say now")
                .isEqualTo(Amount.ZERO);
        packs.end(epoch);

        long next = world.condemn();
        world.mark(next);
        assertThat(world.sweep.quarantine(next, Duration.ZERO).count()).isEqualTo(2);
        List<SliceMove> quarantined = packs.copies(PackedWorld.OTHER_PACK, copy -> copy);
        assertThat(packed.move(next, quarantined).count()).isEqualTo(2);
        assertThat(packs.row("a").state()).isEqualTo(BlockState.QUARANTINED);
        assertThat(world.sweep.delete(next, Duration.ZERO)).isEqualTo(Amount.ZERO);
        packs.upload("/again", "a"); // comes back where it lies now
        assertThat(packs.row("a").location()).isEqualTo(PackedWorld.copyOf(quarantined, "a"));
        assertThat(packs.row("a").state()).isEqualTo(BlockState.LIVE);
        packs.end(next);
        world.collect();
        assertThat(world.blocks.find(World.block("b").hash())).isEmpty();
        assertThat(dead.dead(PackedWorld.PACK, packs.slices())).isTrue();
        assertThat(dead.dead(
                        PackedWorld.OTHER_PACK + 2,
                        moves.stream().map(SliceMove::to).toList()))
                .isTrue();
    }

    @Test
    void aCollectorThatDiesInTheMoveHasMovedNothing() {
        packs.upload("/kept", "a");
        long epoch = packs.begin();
        for (String step : List.of("repack.locked", "repack.pointed")) {
            AtomicReference<String> died = new AtomicReference<>("");
            PackedBlocks dying = new PackedBlocks(world.database, world.ambient.withFailPoint(point -> {
                if (point.equals(step)) {
                    died.set(point);
                    throw new IllegalStateException("killed at " + point);
                }
            }));
            assertThatThrownBy(() -> dying.move(epoch, packs.copies())).hasMessageContaining(step);
            assertThat(died.get()).isEqualTo(step);
            assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
            assertThat(world.count("SELECT count(*) FROM delete_intent")).isZero();
        }
        assertThat(packed.move(epoch, packs.copies()).count()).isEqualTo(1);
    }

    @Test
    void finalisingAgainAfterTheMoveChangesNothing() {
        OpenedUpload opened = world.open(world.file("/kept", "a"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("a"));
        StoredBlock stored = new StoredBlock(packs.slice(plan.name()), World.BLOCK_BYTES);
        assertThat(world.puts.finalise(opened.upload().id(), stored)).isEqualTo(Finalised.STORED);
        List<SliceMove> moves = packs.copies();
        assertThat(packed.move(packs.begin(), moves).count()).isEqualTo(1);
        assertThat(world.puts.finalise(opened.upload().id(), stored)).isEqualTo(Finalised.STORED);
        assertThat(packs.row("a").location()).isEqualTo(PackedWorld.copyOf(moves, "a"));
        world.commit(opened.upload().id());
    }
}
