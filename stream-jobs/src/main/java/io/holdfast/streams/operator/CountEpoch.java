package io.holdfast.streams.operator;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The life of a count, and the first half of the position that guards its rows. It lives in state: restored with it, and one higher
 * than anything in PostgreSQL when a job starts without, because then positions begin at one again.
 */
final class CountEpoch {
    private static final ListStateDescriptor<Long> STATE = new ListStateDescriptor<>("count-epoch", Types.LONG);

    private final long value;
    private final ListState<Long> state;

    private CountEpoch(long value, ListState<Long> state) {
        this.value = value;
        this.state = state;
    }

    /** @param highest the highest epoch in PostgreSQL when the job was submitted, 0 for none */
    static CountEpoch open(FunctionInitializationContext context, long highest) throws Exception {
        ListState<Long> state = context.getOperatorStateStore().getUnionListState(STATE);
        long restored = 0;
        for (Long epoch : state.get()) {
            restored = Math.max(restored, epoch);
        }
        return new CountEpoch(choose(restored, highest), state);
    }

    /** A count that an epoch has overtaken (its state came back from a backup) moves past it, else its rows would be refused. */
    static long choose(long restored, long highest) {
        return restored > 0 && restored >= highest ? restored : highest + 1;
    }

    void snapshot() throws Exception {
        state.clear();
        state.add(value);
    }

    long value() {
        return value;
    }
}
