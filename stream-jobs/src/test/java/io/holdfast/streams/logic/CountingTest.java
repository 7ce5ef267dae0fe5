package io.holdfast.streams.logic;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.record.BlockCount;
import io.holdfast.streams.record.RefChange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountingTest {
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);

    @Test
    void theNextNumberIsAppliedAnOldOneDroppedAndALaterOneIsAGap() {
        assertThat(Sequence.of(0, 1)).isEqualTo(Sequence.NEXT);
        assertThat(Sequence.of(7, 7)).isEqualTo(Sequence.DUPLICATE);
        assertThat(Sequence.of(7, 8)).isEqualTo(Sequence.NEXT);
        assertThat(Sequence.of(7, 9)).isEqualTo(Sequence.GAP);
    }

    @Test
    void rememberWhenNothingHoldsABlockAnyMore() {
        BlockCount once = RefCount.apply(BlockCount.NONE, change(1, 5));
        assertThat(once).isEqualTo(new BlockCount(1, 1, 10, BlockCount.IN_USE));
        BlockCount none = RefCount.apply(once, change(-1, 9));
        assertThat(none).isEqualTo(new BlockCount(0, 2, 10, 9));
        assertThat(RefCount.apply(none, change(1, 11))).isEqualTo(new BlockCount(1, 3, 10, BlockCount.IN_USE));
    }

    @Test
    void aCountBelowZeroIsToldAndNotClamped() {
        BlockCount below = RefCount.apply(BlockCount.NONE, change(-1, 5));
        assertThat(below.refs()).isEqualTo(-1);
        assertThat(RefCount.problem(below, change(-1, 5))).contains(BLOCK.hex()).contains("-1");
        assertThat(RefCount.problem(BlockCount.NONE, change(1, 5))).isEmpty();
    }

    @Test
    void bytesAreHeldFromTheFirstReferenceToTheLast() {
        assertThat(Holding.uniqueBytes(0, 1, 10)).isEqualTo(10);
        assertThat(Holding.uniqueBytes(1, 2, 10)).isZero();
        assertThat(Holding.uniqueBytes(2, 1, 10)).isZero();
        assertThat(Holding.uniqueBytes(1, 0, 10)).isEqualTo(-10);
        assertThat(Holding.uniqueBytes(0, -1, 10)).isZero();
    }

    private static RefChange change(int change, long at) {
        return new RefChange(BLOCK, 10, change, at);
    }
}
