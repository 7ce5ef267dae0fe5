package io.holdfast.metadata;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.MissingBlocks;
import io.holdfast.core.gc.BlockState;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.gc.SafetyWindow;
import io.holdfast.metadata.commit.Commits;
import io.holdfast.metadata.commit.FileResult.Done;
import io.holdfast.metadata.database.Migrations;
import io.holdfast.metadata.gc.Amount;
import io.holdfast.metadata.gc.EpochState;
import io.holdfast.metadata.gc.Inventory;
import io.holdfast.metadata.upload.Finalised;
import io.holdfast.metadata.upload.OpenedUpload;
import io.holdfast.metadata.upload.PutPlan;
import io.holdfast.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Those of the design's interleavings in which much time passes, or seems to: with the waiting times of a real installation. */
class InterleavingsOverTimeIT {
    private static final SafetyWindow WINDOW = SafetyWindow.of(Profile.DEFAULT);
    private static final Duration DAY = Duration.ofHours(25); // a little more, so that a day has passed whoever looks
    private static final Map<Commits.Paths, World> WORLDS = new EnumMap<>(Commits.Paths.class);

    @AfterAll
    static void close() {
        WORLDS.values().forEach(World::close);
        WORLDS.clear();
    }

    private static World world(Commits.Paths paths) {
        return WORLDS.computeIfAbsent(paths, World::create);
    }

    /** The reaper does not run meanwhile, the collector does: its epochs quarantine what the client has put. */
    @ParameterizedTest
    @EnumSource
    void number8AClientThatSleptForEightDaysBringsItsBlocksBack(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i8", "i8"));
        world.putNeeded(opened);
        for (int day = 0; day < 8; day++) {
            world.clock.advance(DAY);
            epoch(world, WINDOW.quarantine());
        }
        assertThat(state(world, "i8")).isEqualTo(BlockState.QUARANTINED);
        Gate gate = new Gate("blocks.afterResurrect");
        World waking = world.seenBy(gate);
        CompletableFuture<Done> commit = CompletableFuture.supplyAsync(
                () -> waking.commit(opened.upload().id()));
        gate.awaitReached();
        world.clock.advance(WINDOW.quarantine());
        epoch(world, WINDOW.quarantine());
        assertThat(state(world, "i8")).as("passed over: the commit holds it").isEqualTo(BlockState.QUARANTINED);
        gate.open();
        assertThat(commit.join().version()).isEqualTo(1);
        assertThat(state(world, "i8")).isEqualTo(BlockState.LIVE);
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number8AClientThatIsReapedInThisVeryMomentIsRefused(Commits.Paths paths) {
        World world = world(paths);
        OpenedUpload opened = world.open(world.file("/i8b", "i8b"));
        world.putNeeded(opened);
        world.clock.advance(Duration.ofDays(8));
        Gate gate = new Gate("reaper.closed");
        CompletableFuture<Integer> reaper =
                CompletableFuture.supplyAsync(() -> world.seenBy(gate).reaper.reap(1000));
        gate.awaitReached();
        CompletableFuture<Done> commit =
                CompletableFuture.supplyAsync(() -> world.commit(opened.upload().id()));
        Waiting.awaitBlocked(world, 1);
        gate.open();
        assertThat(reaper.join()).isPositive();
        assertThatThrownBy(commit::join).cause().isInstanceOf(Conflict.class).hasMessageContaining("expired");
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number8AClientThatComesBeforeTheReaperIsServed(Commits.Paths paths) {
        World world = World.slowly(world(paths)); // the fast path cannot be stopped in the middle
        OpenedUpload opened = world.open(world.file("/i8c", "i8c"));
        world.putNeeded(opened);
        world.clock.advance(Duration.ofDays(8));
        Gate gate = new Gate("blocks.afterShare");
        World late = World.slowly(world).seenBy(gate);
        CompletableFuture<Done> commit =
                CompletableFuture.supplyAsync(() -> late.commit(opened.upload().id()));
        gate.awaitReached();
        world.reaper.reap(1000);
        gate.open();
        assertThat(commit.join().version()).isEqualTo(1);
        Invariants.assertSound(world);
    }

    /** The store has gone on since the back-up, the database has not. */
    @Test
    void number14WhateverTheOldestBackUpRefersToIsReadable() {
        String url = PostgresServer.shared().createDatabase();
        World living = World.create(url, Commits.Paths.FAST_THEN_SLOW, 14);
        living.upload("/kept", "p1");
        UUID doomed = living.upload("/doomed", "p2").entryId();
        living.close();
        String beforePurge = PostgresServer.shared().copyDatabase(url);

        living = living.upon(url);
        living.purge(doomed);
        for (int day = 0; day < 4; day++) {
            living.clock.advance(DAY);
            epoch(living, WINDOW.quarantine());
        }
        assertThat(state(living, "p2")).isEqualTo(BlockState.QUARANTINED);
        living.close();
        String inQuarantine = PostgresServer.shared().copyDatabase(url);
        living = living.upon(url);
        living.clock.advance(WINDOW.restoreWindow().minus(DAY.multipliedBy(4)));
        epoch(living, WINDOW.quarantine());
        try (World restored = living.upon(beforePurge)) {
            assertThat(Invariants.danglingReferences(restored)).isEmpty();
            Invariants.assertSound(restored);
        }

        living.clock.advance(WINDOW.quarantine());
        assertThat(epoch(living, WINDOW.quarantine()).count()).isEqualTo(1);
        living.executeIntents();
        Invariants.assertSound(living);
        living.close();
        try (World restored = living.upon(inQuarantine)) {
            aBlockWhoseObjectIsGoneIsStoredAnew(restored);
        }
    }

    /** The mark reads the lake while somebody lets go of the snapshot that it reads: it has seen half of it, and breaks off. */
    @ParameterizedTest
    @EnumSource
    void number15WhatAMarkThatBrokeOffHadConfirmedIsNotConfirmed(Commits.Paths paths) {
        World world = world(paths);
        world.purge(world.upload("/i15a", "i15a").entryId());
        world.purge(world.upload("/i15b", "i15b").entryId());
        long epoch = world.condemn();
        world.secondMark.fence(epoch);
        Gate gate = new Gate("gc.holderChecked");
        World marking = world.seenBy(gate);
        CompletableFuture<Integer> confirming = CompletableFuture.supplyAsync(() ->
                marking.secondMark.confirm(epoch, List.of(World.block("i15a").hash())));
        gate.awaitReached();
        gate.open();
        assertThat(confirming.join()).isEqualTo(1);
        world.epochs.end(epoch, EpochState.FAILED, Map.of()); // the snapshot is gone
        long next = world.epochs.begin("test", Duration.ofMinutes(5));
        world.secondMark.fence(next);
        assertThat(world.sweep.quarantine(next, Duration.ZERO)).isEqualTo(Amount.ZERO);
        assertThat(world.sweep.delete(next, Duration.ZERO)).isEqualTo(Amount.ZERO);
        assertThatThrownBy(() -> world.sweep.quarantine(epoch, Duration.ZERO)).isInstanceOf(Conflict.class);
        assertThat(state(world, "i15a")).isEqualTo(BlockState.CONDEMNED);
        world.mark(next);
        world.sweepAway(next);
        assertThat(world.blocks.find(World.block("i15a").hash())).isEmpty();
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @EnumSource
    void number16AnObjectWhoseRowCommitsDuringTheListingIsNoOrphan(Commits.Paths paths) {
        World world = world(paths);
        Inventory inventory = new Inventory(world.database, world.ambient);
        OpenedUpload opened = world.open(world.file("/i16", "i16"));
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(opened.upload().id(), World.block("i16"));
        Gate gate = new Gate("finalise.afterFence");
        World putting = world.seenBy(gate);
        CompletableFuture<Finalised> put = CompletableFuture.supplyAsync(
                () -> putting.store(opened.upload().id(), plan, World.BLOCK_BYTES));
        gate.awaitReached();
        List<StoredObject> listed = List.of(new StoredObject(plan.name(), 1, world.clock.instant()));
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));
        assertThat(world.objects).contains(plan.name());
        assertThat(inventory.unknown(listed)).as("before its row").isEmpty();
        assertThat(inventory.giveUp(epoch, listed)).isEqualTo(Amount.ZERO);
        gate.open();
        assertThat(put.join()).isEqualTo(Finalised.STORED);
        assertThat(inventory.unknown(listed)).as("with its row").isEmpty();
        assertThat(inventory.giveUp(epoch, listed)).isEqualTo(Amount.ZERO);
        world.commit(opened.upload().id());
        world.epochs.end(epoch, EpochState.DONE, Map.of());
        world.executeIntents();
        Invariants.assertSound(world);
    }

    @ParameterizedTest
    @ValueSource(ints = {-365, 365})
    void number17AnApiWhoseClockIsAYearOffLosesNothing(int days) {
        World world = world(Commits.Paths.FAST_THEN_SLOW);
        uploadsWhileCollecting(world.ahead(Duration.ofDays(days)), world, "api" + days);
    }

    @ParameterizedTest
    @ValueSource(ints = {-365, 365})
    void number17ACollectorWhoseClockIsAYearOffLosesNothing(int days) {
        World world = world(Commits.Paths.FAST_THEN_SLOW);
        uploadsWhileCollecting(world, world.ahead(Duration.ofDays(days)), "gc" + days);
    }

    /** Whatever asks PostgreSQL for the time gets a wrong one: {@code now()} is found in a schema before the real one. */
    @ParameterizedTest
    @ValueSource(ints = {-365, 365})
    void number17ADatabaseWhoseClockIsAYearOffLosesNothing(int days) {
        String url = PostgresServer.shared().createDatabase();
        World right = World.create(url, Commits.Paths.FAST_THEN_SLOW, 17);
        right.database
                .template()
                .execute(
                        "CREATE SCHEMA skew; CREATE FUNCTION skew.now() RETURNS timestamptz LANGUAGE sql"
                                + " AS 'SELECT pg_catalog.now() + interval ''" + days
                                + " days'''; DO $$ BEGIN EXECUTE format("
                                + "'ALTER DATABASE %I SET search_path = skew, pg_catalog, public', current_database()); END $$");
        right.close();
        try (World world = right.upon(url)) {
            assertThat(world.count("SELECT (now()::date - pg_catalog.now()::date)"))
                    .isEqualTo(days);
            uploadsWhileCollecting(world, world, "db" + days);
        }
    }

    /** One file that is there, one whose commit is stopped while the collector does all it can, and one that begins after it. */
    private static void uploadsWhileCollecting(World api, World collector, String name) {
        Done there = insist(api, "/" + name + "/there", name + "a");
        OpenedUpload opened = api.open(api.file("/" + name + "/stopped", name + "b", name + "a"));
        api.putNeeded(opened);
        Gate gate = new Gate("blocks.afterShare");
        World stopped = World.slowly(api).seenBy(gate);
        CompletableFuture<Done> commit = CompletableFuture.supplyAsync(
                () -> stopped.commit(opened.upload().id()));
        gate.awaitReached();
        collector.reaper.reap(1000);
        for (int round = 0; round < 3; round++) {
            epoch(collector, WINDOW.quarantine());
        }
        gate.open();
        assertThat(commit.join().version()).isEqualTo(1);
        insist(api, "/" + name + "/after", name + "c", name + "b");
        collector.collect();
        assertThat(state(api, name + "a")).isEqualTo(BlockState.LIVE);
        assertThat(there.version()).isEqualTo(1);
        collector.clock.advance(
                Duration.ofMinutes(6)); // the lease of an epoch that a right clock meets after a wrong one
        Invariants.assertSound(api);
    }

    /** As a client does: what is refused is begun again, and what is missing is sent again. */
    private static Done insist(World api, String path, String... blocks) {
        for (int tries = 0; tries < 5; tries++) {
            OpenedUpload opened = api.open(api.file(path, blocks));
            try {
                api.putNeeded(opened);
                return api.commit(opened.upload().id());
            } catch (Conflict | MissingBlocks again) {
                api.uploads.find(opened.upload().id());
            }
        }
        throw new AssertionError("cannot upload " + path);
    }

    private static void aBlockWhoseObjectIsGoneIsStoredAnew(World restored) {
        Migrations.newIncarnation(restored.database, restored.ambient);
        assertThat(state(restored, "p2")).isEqualTo(BlockState.QUARANTINED);
        assertThat(restored.objects)
                .doesNotContain(restored.blocks
                        .find(World.block("p2").hash())
                        .orElseThrow()
                        .location()
                        .name());
        assertThat(Invariants.danglingReferences(restored)).isEmpty();
        restored.upload("/again", "p2");
        Invariants.assertSound(restored);
    }

    /** One epoch with the waiting times of an installation; returns what it deleted for good. */
    private static Amount epoch(World world, Duration quarantine) {
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));
        world.candidates.nominateByReferences(epoch, WINDOW.minAge());
        world.sweep.condemn(epoch, WINDOW.minAge());
        world.mark(epoch);
        world.sweep.quarantine(epoch, WINDOW.condemned());
        Amount deleted = world.sweep.delete(epoch, quarantine);
        world.epochs.end(epoch, EpochState.DONE, Map.of());
        return deleted;
    }

    private static BlockState state(World world, String block) {
        BlockId hash = World.block(block).hash();
        return world.blocks.find(hash).orElseThrow().state();
    }
}
