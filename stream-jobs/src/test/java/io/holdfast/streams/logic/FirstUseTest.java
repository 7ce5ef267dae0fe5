package io.holdfast.streams.logic;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.VersionPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FirstUseTest {
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);

    @Test
    void theFirstCommitBringsTheBlockOnceAndRepeatsItAsADuplicate() {
        BlockUse use = use(100, "a", 3);
        assertThat(FirstUse.changes(Optional.empty(), use)).hasSize(4).allSatisfy(change -> {
            assertThat(change.amounts()).isEqualTo(Amounts.committed(10, 20));
            assertThat(change.weight()).isEqualTo(1);
        });
    }

    @Test
    void anEarlierCommitThatArrivesLateTakesTheBytesOver() {
        VersionPlace known = use(200, "b", 1).version();
        BlockUse earlier = use(100, "a", 1);
        assertThat(FirstUse.isFirst(Optional.of(known), earlier)).isTrue();
        assertThat(FirstUse.changes(Optional.of(known), earlier))
                .contains(new ScopeChange(Scope.owner("b"), Amounts.committed(-10, 10), 0))
                .contains(new ScopeChange(Scope.owner("a"), Amounts.committed(10, 0), 1));
    }

    @Test
    void aPurgeIsNoUse() {
        BlockUse purge = new BlockUse(BLOCK, 10, -1, 1, use(100, "a", 1).version());
        assertThat(FirstUse.isFirst(Optional.empty(), purge)).isFalse();
        assertThat(FirstUse.changes(Optional.empty(), purge)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void figuresAndPositionsDoNotDependOnTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        List<BlockUse> uses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            uses.add(use(random.nextInt(5), "owner" + random.nextInt(3), 1 + random.nextInt(3)));
        }
        Map<Scope, ScopeChange> inOrder = total(uses);
        Collections.shuffle(uses, random);
        assertThat(total(uses)).isEqualTo(inOrder);
    }

    private static Map<Scope, ScopeChange> total(List<BlockUse> uses) {
        Map<Scope, ScopeChange> totals = new HashMap<>();
        Optional<VersionPlace> first = Optional.empty();
        for (BlockUse use : uses) {
            FirstUse.changes(first, use).forEach(change -> totals.merge(change.scope(), change, ScopeChange::plus));
            if (FirstUse.isFirst(first, use)) {
                first = Optional.of(use.version());
            }
        }
        return totals;
    }

    private static BlockUse use(long second, String owner, int occurrences) {
        return new BlockUse(
                BLOCK,
                10,
                1,
                occurrences,
                new VersionPlace(second * 1_000_000, "ns-" + owner, second, owner, "text/plain"));
    }
}
