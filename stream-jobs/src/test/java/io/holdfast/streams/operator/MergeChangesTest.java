package io.holdfast.streams.operator;

import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergeChangesTest {
    private static final ScopeChange ONE = new ScopeChange(Scope.SERVER, Amounts.unique(10), 1);
    private static final ScopeChange SUM = new ScopeChange(Scope.SERVER, Amounts.unique(30), 3);

    @Test
    void addsUpUntilTheTimeIsOver() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new MergeChanges(50))) {
            harness.open();
            send(harness);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.setProcessingTime(50);
            assertThat(harness.extractOutputValues()).containsExactly(SUM);
        }
    }

    @Test
    void holdsNothingBackFromACheckpoint() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new MergeChanges(50))) {
            harness.open();
            send(harness);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.extractOutputValues()).containsExactly(SUM);
        }
    }

    private static void send(OneInputStreamOperatorTestHarness<ScopeChange, ScopeChange> harness) throws Exception {
        for (int i = 0; i < 3; i++) {
            harness.processElement(new StreamRecord<>(ONE));
        }
    }
}
