package io.holdfast.metadata.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.gc.BlockState;
import io.holdfast.core.gc.Profile;
import io.holdfast.core.gc.SafetyWindow;
import io.holdfast.metadata.Invariants;
import io.holdfast.metadata.World;
import io.holdfast.metadata.commit.FileResult.Done;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EpochIT {
    private World world;

    @BeforeEach
    void open() {
        world = World.create();
    }

    @AfterEach
    void close() {
        Invariants.assertSound(world);
        world.close();
    }

    @Test
    void freesWhatNothingRefersToAndNothingElse() {
        world.upload("/kept", "kept", "shared");
        Done gone = world.upload("/gone", "gone", "shared");
        world.purge(gone.entryId());
        world.collect();
        assertThat(world.objects).hasSize(2);
        assertThat(state("gone")).isEmpty();
        assertThat(state("kept")).isEqualTo("LIVE");
        assertThat(state("shared")).isEqualTo("LIVE");
        assertThat(world.count("SELECT count(*) FROM object")).isEqualTo(2);
        assertThat(world.intents.outstanding()).isEqualTo(Amount.ZERO);
    }

    @Test
    void waitsAsLongAsItIsTold() {
        world.purge(world.upload("/gone", "gone").entryId());
        long first = world.condemn();
        world.mark(first);
        assertThat(world.sweep.quarantine(first, Duration.ofHours(24))).isEqualTo(Amount.ZERO);
        world.epochs.end(first, EpochState.DONE, Map.of("candidates", 1L));
        world.clock.advance(Duration.ofHours(25));
        long second = world.epochs.begin("test", Duration.ofMinutes(5));
        world.mark(second);
        assertThat(world.sweep.quarantine(second, Duration.ofHours(24)).count()).isEqualTo(1);
        assertThat(world.sweep.delete(second, Duration.ofDays(14))).isEqualTo(Amount.ZERO);
        world.epochs.end(second, EpochState.DONE, Map.of());
        world.clock.advance(Duration.ofDays(15));
        long third = world.epochs.begin("test", Duration.ofMinutes(5));
        world.mark(third);
        assertThat(world.sweep.delete(third, Duration.ofDays(14)).count()).isEqualTo(1);
        assertThat(world.epochs.recent(5)).extracting(EpochRow::id).containsExactly(third, second, first);
        assertThat(world.epochs.recent(5).get(2).stats()).containsEntry("candidates", 1L);
    }

    @Test
    void doesNotCondemnWhatWasTouchedLately() {
        world.purge(world.upload("/gone", "gone").entryId());
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));
        assertThat(world.candidates.nominateByReferences(epoch, Duration.ofHours(24)))
                .isZero();
        world.clock.advance(Duration.ofHours(24));
        assertThat(world.candidates.nominateByReferences(epoch, Duration.ofHours(24)))
                .isEqualTo(1);
        assertThat(world.candidates.count(epoch).count()).isEqualTo(1);
    }

    @Test
    void takesHintsAndTheLakeForProposalsOnly() {
        world.upload("/kept", "kept");
        BlockId kept = World.block("kept").hash();
        world.database
                .client()
                .sql("INSERT INTO block_hint (hash, refs, size, count_epoch, pos) VALUES (?, 0, 1, 1, 1)")
                .param(kept.bytes())
                .update();
        long epoch = world.epochs.begin("test", Duration.ofMinutes(5));
        assertThat(world.candidates.nominateByHint(epoch, Duration.ZERO)).isEqualTo(1);
        assertThat(world.candidates.nominateFromLake(epoch, Duration.ZERO, List.of(kept)))
                .isZero();
        assertThat(world.sweep.condemn(epoch, Duration.ZERO)).isEqualTo(Amount.ZERO);
        assertThat(state("kept")).isEqualTo("LIVE");
    }

    @Test
    void movesOnlyWhatTheSecondMarkConfirmed() {
        world.purge(world.upload("/gone", "gone").entryId());
        long epoch = world.condemn();
        world.secondMark.fence(epoch);
        assertThat(world.sweep.quarantine(epoch, Duration.ZERO)).isEqualTo(Amount.ZERO);
        world.secondMark.confirm(epoch, List.of(World.block("gone").hash()));
        assertThat(world.sweep.quarantine(epoch, Duration.ZERO).count()).isEqualTo(1);
        assertThat(world.sweep.delete(epoch, Duration.ZERO).count()).isEqualTo(1);
    }

    @Test
    void canBeUndoneUntilTheRowIsGone() {
        world.purge(world.upload("/gone", "gone", "also").entryId());
        long epoch = world.condemn();
        world.mark(epoch);
        world.sweep.quarantine(epoch, Duration.ZERO);
        assertThat(world.secondMark.undelete(epoch, place -> world.objects.contains(place.name())))
                .isEqualTo(2);
        assertThat(state("gone")).isEqualTo("LIVE");
        assertThat(world.sweep.delete(epoch, Duration.ZERO)).isEqualTo(Amount.ZERO);
    }

    @Test
    void aSecondMarkThatLagsByOneDoesNotCoverTheFence() {
        world.upload("/a", "a");
        world.upload("/b", "b");
        FenceVector fence = world.secondMark.fence(world.condemn());
        UUID namespace = world.namespace;
        assertThat(fence.refHeads()).containsEntry(namespace, 2L);
        assertThat(fence.coveredBy(Map.of(namespace, 1L))).isFalse();
        assertThat(fence.coveredBy(Map.of())).isFalse();
        assertThat(fence.coveredBy(Map.of(namespace, 2L))).isTrue();
    }

    @Test
    void onlyOneEpochHoldsTheRight() {
        world.purge(world.upload("/gone", "gone").entryId());
        long old = world.condemn();
        world.mark(old);
        assertThatThrownBy(() -> world.epochs.begin("other", Duration.ofMinutes(5)))
                .isInstanceOf(Conflict.class);
        world.clock.advance(Duration.ofMinutes(6));
        long young = world.epochs.begin("other", Duration.ofMinutes(5));
        assertThatThrownBy(() -> world.sweep.quarantine(old, Duration.ZERO)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.sweep.delete(old, Duration.ZERO)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.sweep.condemn(old, Duration.ZERO)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.secondMark.fence(old)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.secondMark.confirm(old, List.of())).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.candidates.nominateByReferences(old, Duration.ZERO))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> world.epochs.renew(old, Duration.ofMinutes(1))).isInstanceOf(Conflict.class);
        assertThat(state("gone")).isEqualTo("CONDEMNED");
        world.epochs.end(young, EpochState.DONE, Map.of());
    }

    @Test
    void forecastsWithoutTouchingAnything() {
        world.purge(world.upload("/gone", "g1", "g2").entryId());
        GcReadings readings = new GcReadings(world.database, world.ambient);
        Forecast young = readings.forecast(SafetyWindow.of(Profile.DEFAULT));
        assertThat(young.young().count()).isEqualTo(2);
        assertThat(young.nextDue()).contains(world.ambient.now().plus(Duration.ofHours(24)));
        Forecast now = readings.forecast(SafetyWindow.of(Profile.REHEARSAL));
        assertThat(now.candidates()).isEqualTo(new Amount(2, 2 * (World.BLOCK_BYTES + 100L)));
        assertThat(readings.brakeFigures(2, 0, GcReadings.Drift.NONE).firstEpoch())
                .isTrue();
        world.collect();
        assertThat(readings.brakeFigures(0, 0, GcReadings.Drift.NONE).firstEpoch())
                .isFalse();
        assertThat(state("g1")).isEmpty();
    }

    private String state(String block) {
        return world.blocks
                .find(World.block(block).hash())
                .map(row -> row.state())
                .map(BlockState::name)
                .orElse("");
    }
}
