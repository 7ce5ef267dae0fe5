package io.holdfast.streams.operator;

import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.Numbered;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderByNumberTest {
    private static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", TypeInformation.of(DeadLetter.class));

    @Test
    void letsEachNumberThroughOnceAndKeepsThatInItsState() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(Upstream.upTo(0), null)) {
            harness.processElement(event(1), 0);
            harness.processElement(event(1), 0);
            harness.processElement(event(2), 0);
            assertThat(numbers(harness)).containsExactly(1L, 2L);
            state = harness.snapshot(1, 0);
        }
        try (var harness = harness(Upstream.upTo(0), state)) {
            harness.processElement(event(2), 0);
            harness.processElement(event(3), 0);
            assertThat(numbers(harness)).containsExactly(3L);
        }
    }

    @Test
    void readsWhatIsMissingBeforeWhatArrived() throws Exception {
        try (var harness = harness(Upstream.upTo(100), null)) {
            harness.processElement(event(8), 0);
            harness.processElement(event(3), 0);
            harness.processElement(event(9), 0);
            assertThat(numbers(harness)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(harness.getSideOutput(DEAD)).isNull();
        }
    }

    @Test
    void waitsForAJournalThatLacksTheSameAndHealsWithTheNextEvent() throws Exception {
        Upstream upstream = Upstream.upTo(2);
        try (var harness = harness(upstream, null)) {
            harness.processElement(event(5), 0);
            assertThat(numbers(harness)).containsExactly(1L, 2L);
            assertThat(harness.getSideOutput(DEAD)).hasSize(1);
            Upstream.repair(100);
            harness.processElement(event(6), 0);
            assertThat(numbers(harness)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Numbered, Numbered> harness(
            Gaps gaps, @org.jspecify.annotations.Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OrderByNumber("topic", gaps, DEAD)), Numbered::namespace, Types.STRING);
        harness.setup(TypeInformation.of(Numbered.class)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static List<Long> numbers(KeyedOneInputStreamOperatorTestHarness<String, Numbered, Numbered> harness) {
        return harness.extractOutputValues().stream().map(Numbered::number).toList();
    }

    private static Numbered event(long number) {
        return new Numbered("ns", number, 0, number, new byte[0]);
    }

    /** A journal that holds numbers up to some point, three to a page. */
    private static final class Upstream implements Gaps {
        private static long upTo;

        static Upstream upTo(long number) {
            repair(number);
            return new Upstream();
        }

        static void repair(long number) {
            upTo = number;
        }

        @Override
        public Page read(String namespace, long after, long wanted) {
            List<Numbered> events = new ArrayList<>();
            for (long number = after + 1; number <= Math.min(Math.min(upTo, wanted), after + 3); number++) {
                events.add(Numbered.fromPostgres(namespace, number, new byte[0]));
            }
            return new Page(events, after + events.size());
        }

        @Override
        public void close() {}
    }
}
