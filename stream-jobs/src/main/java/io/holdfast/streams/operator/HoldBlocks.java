package io.holdfast.streams.operator;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.logic.FirstUse;
import io.holdfast.streams.logic.Holding;
import io.holdfast.streams.record.Amounts;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.VersionPlace;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by block: who holds it and who brought it, as changes of the scopes' figures. */
public final class HoldBlocks extends KeyedProcessFunction<BlockId, BlockUse, ScopeChange> {
    private transient MapState<String, Long> refs;
    private transient ValueState<VersionPlace> first;

    @Override
    public void open(OpenContext context) {
        refs = getRuntimeContext().getMapState(new MapStateDescriptor<>("refs", Types.STRING, Types.LONG));
        first = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("first", TypeInformation.of(VersionPlace.class)));
    }

    @Override
    public void processElement(BlockUse use, Context context, Collector<ScopeChange> out) throws Exception {
        for (Scope scope : use.version().scopes()) {
            out.collect(new ScopeChange(scope, Amounts.unique(hold(scope, use)), 1));
        }
        Optional<VersionPlace> known = Optional.ofNullable(first.value());
        FirstUse.changes(known, use).forEach(out::collect);
        if (FirstUse.isFirst(known, use)) {
            first.update(use.version());
        }
    }

    private long hold(Scope scope, BlockUse use) throws Exception {
        Long stored = refs.get(scope.name());
        long before = stored == null ? 0 : stored;
        long after = before + use.change();
        if (after == 0) {
            refs.remove(scope.name());
        } else {
            refs.put(scope.name(), after);
        }
        return Holding.uniqueBytes(before, after, use.sizeBytes());
    }
}
