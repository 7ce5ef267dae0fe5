package io.holdfast.streams.operator;

import io.holdfast.streams.logic.Sequence;
import io.holdfast.streams.record.Numbered;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by namespace: lets numbers through that are higher than any before, and passes over gaps. For what says no more than "it
 * has come to here": that needs no number in between, and must not wait for PostgreSQL.
 */
public final class DropRepeats extends KeyedProcessFunction<String, Numbered, Numbered> {
    private transient ValueState<Long> last;
    private transient Counter duplicates;

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last-number", Types.LONG));
        duplicates = getRuntimeContext().getMetricGroup().counter(StreamMetrics.DUPLICATES);
    }

    @Override
    public void processElement(Numbered event, Context context, Collector<Numbered> out) throws Exception {
        Long stored = last.value();
        long done = stored == null ? 0 : stored;
        if (Sequence.of(done, event.number()) == Sequence.DUPLICATE) {
            duplicates.inc();
            return;
        }
        last.update(event.number());
        out.collect(event);
    }
}
