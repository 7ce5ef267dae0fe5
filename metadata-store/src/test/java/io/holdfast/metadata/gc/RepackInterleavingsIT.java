package io.holdfast.metadata.gc;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.gc.BlockState;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.Waiting;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.metadata.upload.Puts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rows move while uploads, commits and other collectors go on: each dangerous meeting is forced by stopping one side. */
class RepackInterleavingsIT {
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
    void aRowThatACommitHoldsIsPassedOverAndMovesLater() throws Exception {
        packs.upload("/first", "a");
        OpenedUpload opened = world.open(world.file("/second", "a"));
        Gate gate = new Gate("blocks.afterShare");
        World committing = World.slowly(world).seenBy(gate);
        CompletableFuture<Done> commit = CompletableFuture.supplyAsync(
                () -> committing.commit(opened.upload().id()));
        gate.awaitReached();
        long epoch = packs.begin();
        List<SliceMove> moves = packs.copies();
        assertThat(packed.move(epoch, moves)).isEqualTo(Amount.ZERO);
        gate.open();
        commit.get(20, TimeUnit.SECONDS);
        assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
        assertThat(dead.dead(PackedWorld.OTHER_PACK, List.of(PackedWorld.copyOf(moves, "a"))))
                .as("the copy is dead at once")
                .isTrue();
        List<SliceMove> again = packs.copies();
        assertThat(packed.move(epoch, again).count()).isEqualTo(1);
        assertThat(packs.row("a").location()).isEqualTo(PackedWorld.copyOf(again, "a"));
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatWaitsForTheMoveCitesTheBlockWhereItLiesNow(Commits.Paths paths) throws Exception {
        packs.upload("/first", "a");
        OpenedUpload opened = world.open(world.file("/second", "a"));
        Gate gate = new Gate("repack.pointed");
        PackedBlocks moving = new PackedBlocks(world.database, world.ambient.withFailPoint(gate));
        long epoch = packs.begin();
        List<SliceMove> moves = packs.copies();
        CompletableFuture<Amount> move = CompletableFuture.supplyAsync(() -> moving.move(epoch, moves));
        gate.awaitReached();
        World committing = paths == Commits.Paths.SLOW_ONLY ? World.slowly(world) : world;
        CompletableFuture<Done> commit = CompletableFuture.supplyAsync(
                () -> committing.commit(opened.upload().id()));
        Waiting.awaitBlocked(world, 1);
        gate.open();
        assertThat(move.get(20, TimeUnit.SECONDS).count()).isEqualTo(1);
        assertThat(commit.get(20, TimeUnit.SECONDS).version()).isEqualTo(1);
        assertThat(packs.row("a").location()).isEqualTo(PackedWorld.copyOf(moves, "a"));
        assertThat(packs.row("a").state()).isEqualTo(BlockState.LIVE);
    }

    @Test
    void aQuarantinedBlockThatMovesWhileAnUploadLooksForItIsLookedForAgain() {
        Done gone = packs.upload("/gone", "a");
        OpenedUpload opened = world.open(world.file("/again", "a"));
        world.purge(gone.entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        List<SliceMove> moves = packs.copies();
        List<Location> looked = new ArrayList<>();
        Puts puts = new Puts(world.database, world.ambient, place -> {
            looked.add(place);
            if (looked.size() == 1) {
                assertThat(packed.move(epoch, moves).count()).isEqualTo(1);
                return false; // and its old pack is gone already
            }
            return true;
        });
        PutPlan.ProveOnly plan = (PutPlan.ProveOnly) puts.plan(opened.upload().id(), World.block("a"));
        assertThat(looked).containsExactly(packs.slices().get(0), PackedWorld.copyOf(moves, "a"));
        assertThat(puts.prove(opened.upload().id(), World.block("a").hash(), plan.ticket()))
                .isEqualTo(Finalised.DUPLICATE);
        assertThat(packs.row("a").location()).isEqualTo(PackedWorld.copyOf(moves, "a"));
        assertThat(packs.row("a").state()).isEqualTo(BlockState.LIVE);
        world.commit(opened.upload().id());
        packs.end(epoch);
    }

    @Test
    void aCollectorThatSleptAfterCopyingMovesNothing() {
        packs.upload("/kept", "a");
        long asleep = packs.begin();
        List<SliceMove> moves = packs.copies();
        world.clock.advance(Duration.ofMinutes(10));
        long epoch = packs.begin();
        Location copy = PackedWorld.copyOf(moves, "a");
        Inventory inventory = new Inventory(world.database, world.ambient);
        assertThat(inventory.giveUp(epoch, List.of(new StoredObject(copy, Instant.EPOCH))))
                .isEqualTo(new Amount(1, copy.storedBytes()));
        assertThatThrownBy(() -> packed.move(asleep, moves)).isInstanceOf(Conflict.class);
        assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
        assertThat(packed.move(epoch, moves))
                .as("a generation with an intent is never a row's")
                .isEqualTo(Amount.ZERO);
        assertThat(packs.row("a").location()).isEqualTo(packs.slices().get(0));
    }

    @Test
    void aNewEpochWaitsUntilAMoveIsOver() throws Exception {
        packs.upload("/kept", "a");
        Gate gate = new Gate("repack.locked");
        PackedBlocks moving = new PackedBlocks(world.database, world.ambient.withFailPoint(gate));
        long asleep = packs.begin();
        List<SliceMove> moves = packs.copies();
        CompletableFuture<Amount> move = CompletableFuture.supplyAsync(() -> moving.move(asleep, moves));
        gate.awaitReached();
        world.clock.advance(Duration.ofMinutes(10));
        CompletableFuture<Long> next = CompletableFuture.supplyAsync(packs::begin);
        Waiting.awaitBlocked(world, 1);
        gate.open();
        assertThat(move.get(20, TimeUnit.SECONDS).count()).isEqualTo(1);
        long epoch = next.get(20, TimeUnit.SECONDS);
        assertThat(new Inventory(world.database, world.ambient)
                        .giveUp(epoch, List.of(new StoredObject(PackedWorld.copyOf(moves, "a"), Instant.EPOCH))))
                .as("it is no orphan: a row points to it")
                .isEqualTo(Amount.ZERO);
    }
}
