package io.holdfast.metadata;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.gc.BlockState;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.EpochState;
import io.holdfast.metadata.retention.TrashPurge;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The dangerous meetings of uploads, commits and collectors, each forced by stopping one side at a named point. The numbers are
 * those of the design's list. Each runs with the fast path and with the slow path alone.
 */
class InterleavingsIT {
    private static final ExecutorService OTHERS = Executors.newCachedThreadPool();
    private static final Map<Commits.Paths, World> WORLDS = new EnumMap<>(Commits.Paths.class);

    @AfterAll
    static void close() {
        OTHERS.shutdownNow();
        WORLDS.values().forEach(World::close);
        WORLDS.clear();
    }

    private static World world(Commits.Paths paths) {
        World world = WORLDS.computeIfAbsent(paths, World::create);
        world.clock.advance(Duration.ofMinutes(10)); // whatever lease a test before left behind
        return world;
    }

    @ParameterizedTest
    @EnumSource
    void number1ProbeThenCondemnThenCommit(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = haveThenPurged(world, "i1");
        long epoch = world.condemn();
        assertThat(state(world, "i1")).isEqualTo(BlockState.CONDEMNED);
        world.put(opened.upload().id(), World.block("i1"));
        assertThat(state(world, "i1")).isEqualTo(BlockState.LIVE);
        world.commit(opened.upload().id());
        finish(world, epoch);
        assertThat(state(world, "i1")).isEqualTo(BlockState.LIVE);
    }

    @ParameterizedTest
    @EnumSource
    void number1WithEvidenceTheCommitItselfBringsTheBlockBack(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i1b", "i1b"));
        world.putNeeded(opened);
        long epoch = world.condemn();
        assertThat(state(world, "i1b")).isEqualTo(BlockState.CONDEMNED);
        world.commit(opened.upload().id());
        assertThat(state(world, "i1b")).isEqualTo(BlockState.LIVE);
        finish(world, epoch);
    }

    @ParameterizedTest
    @EnumSource
    void number2DeletedBeforeTheCommitIsMissingAndTakenAgain(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i2", "i2"));
        world.putNeeded(opened);
        world.collect();
        assertThatThrownBy(() -> world.commit(opened.upload().id())).isInstanceOf(MissingBlocks.class);
        world.put(opened.upload().id(), World.block("i2"));
        assertThat(world.commit(opened.upload().id()).version()).isEqualTo(1);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number2QuarantinedBeforeTheCommitComesBack(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i2q", "i2q"));
        world.putNeeded(opened);
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        assertThat(state(world, "i2q")).isEqualTo(BlockState.QUARANTINED);
        world.commit(opened.upload().id());
        assertThat(state(world, "i2q")).isEqualTo(BlockState.LIVE);
        assertThat(world.sweep.delete(epoch, Duration.ZERO)).isEqualTo(Amount.ZERO);
        world.epochs.end(epoch, EpochState.DONE, Map.of());
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void aQuarantinedBlockWithoutItsObjectIsMissingUntilItIsStoredAnew(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/lost", "lost"));
        world.putNeeded(opened);
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        ObjectName old = world.blocks
                .find(World.block("lost").hash())
                .orElseThrow()
                .location()
                .name();
        world.objects.remove(old);
        assertThatThrownBy(() -> world.commit(opened.upload().id())).isInstanceOf(MissingBlocks.class);
        world.put(opened.upload().id(), World.block("lost"));
        world.commit(opened.upload().id());
        assertThat(world.blocks
                        .find(World.block("lost").hash())
                        .orElseThrow()
                        .location()
                        .name())
                .isNotEqualTo(old);
        finish(world, epoch);
    }

    @ParameterizedTest
    @EnumSource
    void number3CommitBetweenTheMarksIsSeenByTheSecond(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i3", "i3"));
        world.putNeeded(opened);
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));
        world.candidates.nominateByReferences(epoch, Duration.ZERO);
        world.commit(opened.upload().id());
        world.sweep.condemn(epoch, Duration.ZERO);
        assertThat(state(world, "i3")).isEqualTo(BlockState.LIVE);
        finish(world, epoch);
    }

    @ParameterizedTest
    @EnumSource
    void number4CondemnPassesOverWhatACommitHolds(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i4", "i4"));
        world.putNeeded(opened);
        Gate gate = new Gate("blocks.afterShare");
        World held = World.slowly(world).seenBy(gate);
        CompletableFuture<Done> commit =
                meanwhile(() -> held.commit(opened.upload().id()));
        gate.awaitReached();
        long epoch = world.condemn();
        assertThat(state(world, "i4")).isEqualTo(BlockState.LIVE);
        gate.open();
        assertThat(commit.join().version()).isEqualTo(1);
        finish(world, epoch);
    }

    @ParameterizedTest
    @EnumSource
    void number5TwoCommitsBringTheSameBlocksBack(Commits.Paths paths) throws Exception {
        World world = world(paths);
        for (int round = 0; round < 20; round++) {
            OpenedUpload one = world.open(world.file("/i5/a" + round, "i5x", "i5y", "i5z" + round));
            OpenedUpload two = world.open(world.file("/i5/b" + round, "i5z" + round, "i5y", "i5x"));
            world.putNeeded(one);
            world.putNeeded(two);
            long epoch = world.condemn();
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Done> first = meanwhile(() -> {
                await(start);
                return world.commit(one.upload().id());
            });
            CompletableFuture<Done> second = meanwhile(() -> {
                await(start);
                return world.commit(two.upload().id());
            });
            UUID a = first.get(30, TimeUnit.SECONDS).entryId();
            UUID b = second.get(30, TimeUnit.SECONDS).entryId();
            finish(world, epoch);
            world.purge(a);
            world.purge(b);
        }
    }

    @ParameterizedTest
    @EnumSource
    void number6TwoUploadsFinaliseTheSameBlock(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload one = world.open(world.file("/i6a", "i6"));
        OpenedUpload two = world.open(world.file("/i6b", "i6"));
        PutPlan.Store first = (PutPlan.Store) world.puts.plan(one.upload().id(), World.block("i6"));
        PutPlan.Store second = (PutPlan.Store) world.puts.plan(two.upload().id(), World.block("i6"));
        Gate gate = new Gate("finalise.afterFence");
        CompletableFuture<Finalised> slow =
                meanwhile(() -> world.seenBy(gate).store(one.upload().id(), first, World.BLOCK_BYTES));
        gate.awaitReached();
        assertThat(world.store(two.upload().id(), second, World.BLOCK_BYTES)).isEqualTo(Finalised.STORED);
        gate.open();
        assertThat(slow.join()).isEqualTo(Finalised.DUPLICATE);
        assertThat(world.store(one.upload().id(), first, World.BLOCK_BYTES))
                .as("a repeat gets the same answer")
                .isEqualTo(Finalised.DUPLICATE);
        world.commit(one.upload().id());
        world.commit(two.upload().id());
        assertThat(world.intents.open(Long.MIN_VALUE, 100_000))
                .extracting(intent -> intent.name())
                .contains(first.name())
                .doesNotContain(second.name());
        world.executeIntents();
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number7TheReaperAndAPutFightForATicketAndOneWins(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i7", "i7"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("i7"));
        world.clock.advance(Duration.ofMinutes(16));
        Gate gate = new Gate("reaper.closed");
        CompletableFuture<Integer> reaper =
                meanwhile(() -> world.seenBy(gate).reaper.reap(1000));
        gate.awaitReached();
        CompletableFuture<Finalised> put =
                meanwhile(() -> world.store(opened.upload().id(), plan, World.BLOCK_BYTES));
        gate.open();
        assertThat(reaper.join()).isPositive();
        assertThat(put.join()).isEqualTo(Finalised.REAPED);
        assertThat(world.blocks.find(World.block("i7").hash())).isEmpty();
        world.executeIntents();
        assertThat(world.objects).doesNotContain(plan.name());
        assertThatThrownBy(() -> world.commit(opened.upload().id())).isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @EnumSource
    void number7APutThatWinsIsNotReaped(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i7b", "i7b"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("i7b"));
        world.clock.advance(Duration.ofMinutes(16));
        Gate gate = new Gate("finalise.afterFence");
        CompletableFuture<Finalised> put =
                meanwhile(() -> world.seenBy(gate).store(opened.upload().id(), plan, World.BLOCK_BYTES));
        gate.awaitReached();
        CompletableFuture<Integer> reaper = meanwhile(() -> world.reaper.reap(1000));
        gate.open();
        assertThat(put.join()).isEqualTo(Finalised.STORED);
        assertThat(reaper.join()).isPositive();
        world.executeIntents();
        assertThat(world.objects).contains(plan.name());
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number9APausedCollectorFindsAtEveryStepThatAnotherHasTakenOver(Commits.Paths paths) {
        for (String point :
                new String[] {"gc.condemned.locked", "gc.intended", "gc.quarantined.locked", "gc.deleted.locked"}) {
            World world = world(paths);
            world.purge(world.upload("/i9", "i9").entryId());
            Gate gate = new Gate(point);
            World paused = world.seenBy(gate);
            CompletableFuture<Boolean> old = meanwhile(() -> {
                paused.collect();
                return true;
            });
            gate.awaitReached();
            // It stands inside a transaction and holds the right: nobody can take over before that ends.
            world.clock.advance(Duration.ofMinutes(6));
            CompletableFuture<Boolean> other = meanwhile(() -> {
                world.collect();
                return true;
            });
            gate.open();
            assertThat(other.join()).isTrue();
            old.handle((done, error) -> {
                        assertThat(error == null || error.getCause() instanceof Conflict)
                                .as("at %s: %s", point, error)
                                .isTrue();
                        return true;
                    })
                    .join();
            Invariants.assertSound(world);
            OpenedUpload again = world.open(world.file("/i9", "i9"));
            world.putNeeded(again);
            world.purge(world.commit(again.upload().id()).entryId());
        }
    }

    @ParameterizedTest
    @EnumSource
    void number10ACrashInsideTheDeletionLeavesAllOrNothing(Commits.Paths paths) {
        World world = world(paths);
        world.purge(world.upload("/i10", "i10").entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        long intents = world.count("SELECT count(*) FROM delete_intent");
        for (String point : new String[] {"gc.holderChecked", "gc.deleted.locked", "gc.deleted"}) {
            World dying = world.seenBy(name -> {
                if (name.equals(point)) {
                    throw new IllegalStateException("killed at " + point);
                }
            });
            assertThatThrownBy(() -> dying.sweep.delete(epoch, Duration.ZERO)).hasMessageContaining("killed");
            assertThat(state(world, "i10")).isEqualTo(BlockState.QUARANTINED);
            assertThat(world.count("SELECT count(*) FROM delete_intent")).isEqualTo(intents);
        }
        assertThat(world.sweep.delete(epoch, Duration.ZERO).count()).isPositive();
        finish(world, epoch);
    }

    @ParameterizedTest
    @EnumSource
    void number11ALateDeleteNeverHitsAReUpload(Commits.Paths paths) {
        World world = world(paths);
        world.purge(world.upload("/i11", "i11").entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        world.sweep.delete(epoch, Duration.ZERO);
        world.upload("/i11", "i11");
        finish(world, epoch);
        world.clock.advance(Duration.ofDays(30));
        world.executeIntents();
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number12AVersionIsPurgedWhileItsContentIsCommittedAgain(Commits.Paths paths) {
        World world = world(paths);
        Done old = world.upload("/i12", "i12");
        OpenedUpload again = world.open(world.file("/i12-copy", "i12"));
        assertThat(again.needed()).isEmpty();
        world.trash.delete(world.namespace, old.entryId(), world.actor());
        Gate gate = new Gate("purge.afterRefs");
        CompletableFuture<Integer> purge = meanwhile(() -> world.seenBy(gate)
                .purges
                .purgeAll(TrashPurge.of(world.namespace, old.entryId(), "test", facts -> true), 10)
                .purged());
        gate.awaitReached();
        CompletableFuture<Boolean> commit = meanwhile(() -> {
            try {
                world.commit(again.upload().id());
                return true;
            } catch (MissingBlocks e) {
                return false;
            }
        });
        gate.open();
        assertThat(purge.join()).isEqualTo(1);
        assertThat(commit.join()).as("the evidence went with the purge").isFalse();
        world.put(again.upload().id(), World.block("i12"));
        world.commit(again.upload().id());
        world.collect();
        Invariants.assertSound(world);
    }

    private static OpenedUpload haveThenPurged(World world, String block) {
        Done old = world.upload("/" + block + "-old", block);
        OpenedUpload opened = world.open(world.file("/" + block, block));
        assertThat(opened.needed()).isEmpty();
        world.purge(old.entryId());
        return opened;
    }

    private static void finish(World world, long epoch) {
        world.mark(epoch);
        world.sweepAway(epoch);
        Invariants.assertSound(world);
    }

    private static BlockState state(World world, String block) {
        BlockId hash = World.block(block).hash();
        return world.blocks.find(hash).orElseThrow().state();
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> act) {
        return CompletableFuture.supplyAsync(act, OTHERS);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
