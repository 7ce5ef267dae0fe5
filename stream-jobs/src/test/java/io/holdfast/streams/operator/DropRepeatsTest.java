package io.holdfast.streams.operator;

import io.holdfast.streams.record.Numbered;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DropRepeatsTest {
    @Test
    void letsEachNumberThroughOncePassesGapsAndKeepsThatInItsState() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(null)) {
            send(harness, "a", 1, 2, 2, 1, 5, 4);
            send(harness, "b", 3);
            assertThat(harness.extractOutputValues().stream().map(Numbered::number))
                    .containsExactly(1L, 2L, 5L, 3L);
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness(state)) {
            send(harness, "a", 1, 5, 6);
            assertThat(harness.extractOutputValues().stream().map(Numbered::number))
                    .containsExactly(6L);
        }
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, Numbered, Numbered> harness, String namespace, int... seqs)
            throws Exception {
        for (int seq : seqs) {
            harness.processElement(new Numbered(namespace, seq, 0, seq, new byte[0]), 0);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Numbered, Numbered> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DropRepeats()), Numbered::namespace, Types.STRING);
        harness.setup(TypeInformation.of(Numbered.class)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
