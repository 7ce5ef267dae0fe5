package io.holdfast.streams.operator;

import io.holdfast.streams.logic.Signals;
import io.holdfast.streams.logic.Window;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Pace;
import io.holdfast.streams.record.Signal;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by account: the first change leaves at once and opens a window; what comes in it leaves together at its end, which opens the
 * next. A window in which nothing came ends the burst. State exists while there are changes and for two seconds after.
 */
public final class CoalesceSignals extends KeyedProcessFunction<String, AccountChange, Signal> {
    private final long shortestMillis;
    private final long longestMillis;
    private final int calmPerSecond;
    private transient ValueState<Pace> pace;
    private transient MapState<String, Signal> gathered;
    private transient Window window;
    private transient Counter signals;
    private transient Counter coalesced;

    public CoalesceSignals(Window window) {
        this.shortestMillis = window.shortest().toMillis();
        this.longestMillis = window.longest().toMillis();
        this.calmPerSecond = window.calmPerSecond();
    }

    @Override
    public void open(OpenContext context) {
        window = new Window(Duration.ofMillis(shortestMillis), Duration.ofMillis(longestMillis), calmPerSecond);
        pace = getRuntimeContext().getState(new ValueStateDescriptor<>("pace", TypeInformation.of(Pace.class)));
        gathered = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("gathered", Types.STRING, TypeInformation.of(Signal.class)));
        signals = getRuntimeContext().getMetricGroup().counter(StreamMetrics.SIGNALS);
        coalesced = getRuntimeContext().getMetricGroup().counter(StreamMetrics.COALESCED);
    }

    @Override
    public void processElement(AccountChange change, Context context, Collector<Signal> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        Pace before = pace.value();
        Pace after = (before == null ? Pace.NONE : before).count(now);
        if (now >= after.openUntilMillis()) {
            signals.inc();
            out.collect(Signals.of(change));
            open(after, now, context);
        } else {
            Signal signal = gathered.get(change.namespace());
            gathered.put(change.namespace(), signal == null ? Signals.of(change) : Signals.plus(signal, change));
            pace.update(after);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Signal> out) throws Exception {
        Pace current = pace.value();
        if (current == null || time < current.openUntilMillis()) {
            return;
        }
        if (!gathered.isEmpty()) {
            for (Signal signal : gathered.values()) {
                signals.inc();
                coalesced.inc(signal.count() - 1L);
                out.collect(signal);
            }
            gathered.clear();
            open(current, time, context);
        } else if (time >= current.staleAtMillis()) {
            pace.clear();
        } else {
            context.timerService().registerProcessingTimeTimer(current.staleAtMillis());
        }
    }

    private void open(Pace current, long now, Context context) throws Exception {
        long until = now + window.millis(current.perSecond());
        pace.update(current.openUntil(until));
        context.timerService().registerProcessingTimeTimer(until);
    }
}
