package io.holdfast.streams.operator;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.record.BlockHint;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.RefChange;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountRefsTest {
    private static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", TypeInformation.of(DeadLetter.class));
    private static final BlockId BLOCK = new BlockId(1, 2, 3, 4);

    @Test
    void aCountWithoutStateStartsOneEpochHigherThanTheRowsAndKeepsItAfterwards() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(7, null)) {
            harness.processElement(change(1), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(BlockHint::countEpoch)
                    .containsExactly(8L);
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness(8, state)) {
            harness.processElement(change(1), 0);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(hint -> assertThat(hint.countEpoch()).isEqualTo(8))
                    .satisfies(hint -> assertThat(hint.count().pos()).isEqualTo(2));
        }
    }

    @Test
    void aCountThatWasOvertakenMovesPastTheRows() {
        assertThat(CountEpoch.choose(0, 0)).isEqualTo(1);
        assertThat(CountEpoch.choose(3, 3)).isEqualTo(3);
        assertThat(CountEpoch.choose(3, 2)).isEqualTo(3);
        assertThat(CountEpoch.choose(3, 5)).isEqualTo(6);
    }

    @Test
    void aNegativeCountIsADeadLetterAndIsWrittenAsItIs() throws Exception {
        try (var harness = harness(0, null)) {
            harness.processElement(change(-1), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(hint -> hint.count().refs())
                    .containsExactly(-1L);
            assertThat(harness.getSideOutput(DEAD)).hasSize(1);
        }
    }

    private static RefChange change(int change) {
        return new RefChange(BLOCK, 10, change, 5);
    }

    private static KeyedOneInputStreamOperatorTestHarness<BlockId, RefChange, BlockHint> harness(
            long highestEpoch, @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountRefs(highestEpoch, DEAD)),
                RefChange::block,
                TypeInformation.of(BlockId.class));
        harness.setup(TypeInformation.of(BlockHint.class)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
