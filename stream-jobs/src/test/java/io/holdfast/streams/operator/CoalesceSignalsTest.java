package io.holdfast.streams.operator;

import io.holdfast.streams.logic.Window;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Signal;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoalesceSignalsTest {
    @Test
    void firstChangeLeavesAtOnceAndTheRestOfABurstTogether() throws Exception {
        try (var harness = harness(null)) {
            harness.setProcessingTime(1_000);
            for (int seq = 1; seq <= 5; seq++) {
                harness.processElement(change("ada", seq), 0);
            }
            assertThat(sent(harness)).containsExactly("ada 1 x1");
            harness.setProcessingTime(1_019);
            assertThat(sent(harness)).hasSize(1);
            harness.setProcessingTime(1_020);
            assertThat(sent(harness)).containsExactly("ada 1 x1", "ada 5 x4");
            harness.processElement(change("ada", 6), 0);
            assertThat(sent(harness)).as("the next window is open").hasSize(2);
            harness.setProcessingTime(1_040);
            assertThat(sent(harness)).contains("ada 6 x1");
        }
    }

    @Test
    void accountsDoNotWaitForEachOther() throws Exception {
        try (var harness = harness(null)) {
            harness.setProcessingTime(1_000);
            harness.processElement(change("ada", 1), 0);
            harness.processElement(change("ada", 2), 0);
            harness.processElement(change("ben", 1), 0);
            assertThat(sent(harness)).containsExactly("ada 1 x1", "ben 1 x1");
        }
    }

    @Test
    void windowGrowsWithTheRate() throws Exception {
        try (var harness = harness(null)) {
            harness.setProcessingTime(1_000);
            for (int seq = 1; seq <= 1_500; seq++) {
                harness.processElement(change("ada", seq), 0);
            }
            harness.setProcessingTime(1_020);
            assertThat(sent(harness)).containsExactly("ada 1 x1", "ada 1500 x1499");
            harness.processElement(change("ada", 1_501), 0);
            harness.setProcessingTime(1_119);
            assertThat(sent(harness)).hasSize(2);
            harness.setProcessingTime(1_120);
            assertThat(sent(harness)).contains("ada 1501 x1");
        }
    }

    @Test
    void whatWasGatheredSurvivesARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(null)) {
            harness.setProcessingTime(1_000);
            harness.processElement(change("ada", 1), 0);
            harness.processElement(change("ada", 2), 0);
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness(state)) {
            harness.setProcessingTime(5_000);
            assertThat(sent(harness)).containsExactly("ada 2 x1");
        }
    }

    @Test
    void stateIsGoneSoonAfterABurst() throws Exception {
        try (var harness = harness(null)) {
            harness.setProcessingTime(1_000);
            harness.processElement(change("ada", 1), 0);
            harness.processElement(change("ada", 2), 0);
            harness.setProcessingTime(2_500);
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.setProcessingTime(3_000);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    private static AccountChange change(String account, long seq) {
        return new AccountChange(account, "ns", seq, "device", seq, new byte[] {1});
    }

    private static List<String> sent(KeyedOneInputStreamOperatorTestHarness<String, AccountChange, Signal> harness) {
        return harness.extractOutputValues().stream()
                .map(signal -> signal.account() + " " + signal.seq() + " x" + signal.count())
                .toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccountChange, Signal> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CoalesceSignals(Window.DEFAULT)), AccountChange::account, Types.STRING);
        harness.setup(TypeInformation.of(Signal.class)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
