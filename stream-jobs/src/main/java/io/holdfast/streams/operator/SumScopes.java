package io.holdfast.streams.operator;

import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.ScopeTotal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by scope: adds the changes up and emits the new totals. */
public final class SumScopes extends KeyedProcessFunction<Scope, ScopeChange, ScopeTotal>
        implements CheckpointedFunction {
    private final long highestEpoch;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState first
    private transient CountEpoch epoch;

    private transient ValueState<ScopeTotal> total;

    /** @param highestEpoch the highest epoch among the rows when the job was submitted, 0 for none */
    public SumScopes(long highestEpoch) {
        this.highestEpoch = highestEpoch;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        epoch = CountEpoch.open(context, highestEpoch);
    }

    @Override
    public void open(OpenContext context) {
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", TypeInformation.of(ScopeTotal.class)));
    }

    @Override
    public void processElement(ScopeChange change, Context context, Collector<ScopeTotal> out) throws Exception {
        ScopeTotal before = total.value();
        Amounts amounts = before == null ? Amounts.ZERO : before.amounts();
        long pos = before == null ? 0 : before.pos();
        ScopeTotal after =
                new ScopeTotal(change.scope(), epoch.value(), amounts.plus(change.amounts()), pos + change.weight());
        total.update(after);
        out.collect(after);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        epoch.snapshot();
    }
}
