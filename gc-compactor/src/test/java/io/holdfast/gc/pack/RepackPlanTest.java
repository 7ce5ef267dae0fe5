package io.holdfast.gc.pack;

import io.holdfast.core.block.StoredPack;
import io.holdfast.core.config.Settings;
import io.holdfast.core.gc.Profile;
import io.holdfast.metadata.gc.PackUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepackPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant COLD = NOW.minus(Duration.ofHours(24));
    private static final RepackSettings SETTINGS = new RepackSettings(50, 1_000, 100, 3, Duration.ofHours(24), 1_000);

    private final List<StoredPack> packs = new ArrayList<>();
    private final Map<Long, PackUse> uses = new HashMap<>();

    @Test
    void takesPacksWithEnoughGarbageThoseWithMostOfItFirst() {
        pack(1, 1_000, 400, 499);
        pack(2, 1_000, 400, 500);
        pack(3, 1_000, 100, 899);
        pack(4, 1_000, 100, 899);
        RepackPlan plan = plan(SETTINGS);
        assertThat(plan.garbage()).extracting(StoredPack::generation).containsExactly(3L, 4L, 2L);
        assertThat(plan.merged()).isEmpty();
        assertThat(plan.copiedBytes()).isEqualTo(600);
        assertThat(plan.freedBytes()).isEqualTo(2_400);
        assertThat(plan.packs()).isEqualTo(plan.garbage());
    }

    @Test
    void leavesPacksOfWhichNothingIsNeededToTheSweep() {
        pack(1, 1_000, 0, 1_000);
        packs.add(new StoredPack(2, 1_000, COLD, true));
        assertThat(plan(SETTINGS).packs()).isEmpty();
    }

    @Test
    void copiesNoMoreThanARunMayButOnePackAtLeast() {
        pack(1, 4_000, 700, 3_000);
        pack(2, 4_000, 400, 2_500);
        assertThat(plan(SETTINGS).packs()).extracting(StoredPack::generation).containsExactly(1L);
        pack(3, 9_000, 1_001, 8_000);
        assertThat(plan(SETTINGS).packs()).extracting(StoredPack::generation).containsExactly(3L);
        assertThat(plan(new RepackSettings(50, 0, 100, 3, Duration.ZERO, 1_000)).packs())
                .isEmpty();
    }

    @Test
    void withNoPercentageAnyDeadByteIsEnough() {
        RepackSettings any = new RepackSettings(0, 1_000, 0, 3, Duration.ZERO, 1_000);
        pack(1, 1_000, 999, 1);
        pack(2, 1_000, 1_000, 0);
        assertThat(plan(any).packs()).extracting(StoredPack::generation).containsExactly(1L);
    }

    @Test
    void putsColdSmallSealedPacksTogetherIfThereAreEnoughOfThem() {
        pack(1, 99, 80, 10);
        pack(2, 99, 80, 0);
        pack(7, 100, 90, 0); // large
        packs.add(new StoredPack(3, 99, COLD.plusSeconds(1), true)); // warm
        packs.add(new StoredPack(4, 99, COLD, false)); // open
        uses.put(3L, new PackUse(80, 0));
        uses.put(4L, new PackUse(80, 0));
        assertThat(plan(SETTINGS).packs()).as("two are too few").isEmpty();
        packs.add(new StoredPack(5, 99, COLD.minusSeconds(1), true));
        uses.put(5L, new PackUse(80, 0));
        RepackPlan plan = plan(SETTINGS);
        assertThat(plan.garbage()).isEmpty();
        assertThat(plan.merged()).extracting(StoredPack::generation).containsExactly(5L, 1L, 2L);
        assertThat(plan.copiedBytes()).isEqualTo(240);
        assertThat(plan(SETTINGS.mergingBelow(100)).merged()).hasSize(3);
        assertThat(plan(SETTINGS.mergingBelow(Long.MAX_VALUE))).isEqualTo(plan);
        assertThat(plan(SETTINGS.mergingBelow(99)).packs()).isEmpty();
    }

    @Test
    void garbageGoesBeforeMergingAndTooLittleRoomMergesNothing() {
        LongStream.range(1, 5).forEach(generation -> pack(generation, 99, 90, 0));
        pack(9, 2_000, 700, 1_300);
        RepackPlan plan = plan(SETTINGS);
        assertThat(plan.packs()).extracting(StoredPack::generation).containsExactly(9L, 1L, 2L, 3L);
        pack(10, 2_000, 50, 1_900);
        plan = plan(SETTINGS);
        assertThat(plan.packs()).extracting(StoredPack::generation).containsExactly(10L, 9L);
    }

    @Test
    void readsItsSettingsAndRefusesWhatMakesNoSense() {
        RepackSettings usual = RepackSettings.of(new Settings(Map.of()), Profile.DEFAULT);
        assertThat(usual).isEqualTo(new RepackSettings(50, 1 << 30, 4 << 20, 8, Duration.ofHours(24), 8 << 20));
        assertThat(RepackSettings.of(new Settings(Map.of()), Profile.REHEARSAL).garbagePercent())
                .isZero();
        assertThat(RepackSettings.of(
                        new Settings(Map.of(
                                "gc.repack-garbage-percent", "30",
                                "gc.repack-bytes", "7000000000",
                                "gc.repack-merge-below-bytes", "8",
                                "gc.repack-merge-count", "9",
                                "gc.repack-cold-after", "3h")),
                        Profile.DEFAULT))
                .isEqualTo(new RepackSettings(30, 7_000_000_000L, 8, 9, Duration.ofHours(3), 8 << 20));
        assertThatThrownBy(() -> new RepackSettings(101, 1, 1, 2, Duration.ZERO, 1_000))
                .hasMessageContaining("repack-garbage-percent");
        assertThatThrownBy(() -> new RepackSettings(50, -1, 1, 2, Duration.ZERO, 1_000))
                .hasMessageContaining("repack-bytes");
        assertThatThrownBy(() -> new RepackSettings(50, 1, 1, 1, Duration.ZERO, 1_000))
                .hasMessageContaining("repack-merge-count");
    }

    private void pack(long generation, long size, long needed, long dead) {
        packs.add(new StoredPack(generation, size, COLD, true));
        uses.put(generation, new PackUse(needed, dead));
    }

    private RepackPlan plan(RepackSettings settings) {
        return RepackPlan.of(packs, uses, settings, NOW);
    }
}
