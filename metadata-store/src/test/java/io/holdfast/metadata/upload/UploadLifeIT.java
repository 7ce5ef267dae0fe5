package io.holdfast.metadata.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.metadata.Gate;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How uploads end other than by a commit. */
class UploadLifeIT {
    private final World world = World.create();

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void whoeverMeetsAnUploadWhoseTimeIsOverFindsItExpired() {
        OpenedUpload opened = world.open(world.file("/late", "late"));
        UUID id = opened.upload().id();
        PutPlan.Store plan = (PutPlan.Store) world.puts.plan(id, World.block("late"));
        world.clock.advance(UploadLimits.DEFAULT.lease().plusSeconds(1));
        assertThat(world.uploads.find(id).orElseThrow().state()).isEqualTo(UploadState.EXPIRED);
        assertThat(world.store(id, plan, World.BLOCK_BYTES)).isEqualTo(Finalised.REAPED);
        assertThat(world.count("SELECT count(*) FROM delete_intent WHERE done_at IS NULL"))
                .isEqualTo(1);
        assertThatThrownBy(() -> world.puts.plan(id, World.block("late"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.commit(id)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.uploads.heartbeat(id)).isInstanceOf(Conflict.class);
        world.uploads.abort(id);
        assertThat(world.uploads.find(id).orElseThrow().state()).isEqualTo(UploadState.EXPIRED);
    }

    @Test
    void noSignOfLifeCarriesAnUploadPastItsLongestTime() {
        UUID id = world.open(world.file("/long", "long")).upload().id();
        Duration max = UploadLimits.DEFAULT.sessionMax();
        for (Duration passed = Duration.ZERO; passed.compareTo(max) < 0; passed = passed.plusMinutes(10)) {
            Upload renewed = world.uploads.heartbeat(id);
            assertThat(renewed.leaseUntil())
                    .isBeforeOrEqualTo(renewed.openedAt().plus(max));
            world.clock.advance(Duration.ofMinutes(10));
        }
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.uploads.find(id).orElseThrow().state()).isEqualTo(UploadState.EXPIRED);
    }

    @Test
    void whoOpensWithAKeyThatAnotherUsesInTheSameMomentGetsTheSameUpload() {
        Gate gate = new Gate("upload.afterProbe");
        World first = world.seenBy(gate);
        CompletableFuture<OpenedUpload> winner =
                CompletableFuture.supplyAsync(() -> first.uploads.open(keyed(world.file("/one", "k1"))));
        gate.awaitReached();
        CompletableFuture<OpenedUpload> same =
                CompletableFuture.supplyAsync(() -> world.uploads.open(keyed(world.file("/one", "k1"))));
        CompletableFuture<OpenedUpload> other =
                CompletableFuture.supplyAsync(() -> world.uploads.open(keyed(world.file("/two", "k2"))));
        awaitWaiting(2);
        gate.open();
        assertThat(same.join().upload().id()).isEqualTo(winner.join().upload().id());
        assertThat(same.join().needed()).isEqualTo(winner.join().needed());
        assertThatThrownBy(other::join).hasCauseInstanceOf(Conflict.class);
        assertThat(world.count("SELECT count(*) FROM upload_session")).isEqualTo(1);
    }

    private OpenUpload keyed(FileRequest file) {
        return new OpenUpload(
                world.namespace, world.actor(), Set.of(world.namespace), List.of(file), Optional.of("same key"));
    }

    private void awaitWaiting(long transactions) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (world.count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'")
                < transactions) {
            assertThat(System.nanoTime()).as("somebody waits").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void manyBlocksAreProvedAtOnce() {
        world.upload("/stored", "p1", "p2");
        UUID id = world.open().upload().id();
        Map<BlockId, PutPlan> plans = world.puts.plan(id, java.util.List.of(World.block("p1"), World.block("p2")));
        BlockId gone = World.block("p3").hash();
        Map<BlockId, Long> shown = new java.util.HashMap<>();
        plans.forEach((hash, plan) -> shown.put(hash, ((PutPlan.ProveOnly) plan).ticket()));
        shown.put(gone, 1L);
        assertThat(world.puts.prove(id, shown))
                .containsEntry(World.block("p1").hash(), Finalised.DUPLICATE)
                .containsEntry(World.block("p2").hash(), Finalised.DUPLICATE)
                .containsEntry(gone, Finalised.GONE);
    }
}
