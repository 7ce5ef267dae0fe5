package io.holdfast.streams.operator;

import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the changes of a scope before they travel: a manifest of a thousand blocks is thousands of changes to a handful of
 * scopes. Holds them for a short time at most and never across a checkpoint, so it needs no state.
 */
public final class MergeChanges extends AbstractStreamOperator<ScopeChange>
        implements OneInputStreamOperator<ScopeChange, ScopeChange> {
    private static final int MOST_SCOPES = 1_000;

    private final long holdMillis;

    @SuppressWarnings("NullAway.Init") // Flink calls open first
    private transient Map<Scope, ScopeChange> held;

    private transient @Nullable ScheduledFuture<?> timer;

    /** @param holdMillis how long a change may wait for others */
    public MergeChanges(long holdMillis) {
        this.holdMillis = holdMillis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<ScopeChange> element) {
        ScopeChange change = element.getValue();
        held.merge(change.scope(), change, ScopeChange::plus);
        if (held.size() >= MOST_SCOPES) {
            flush();
        } else if (timer == null) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            timer = getProcessingTimeService().registerTimer(now + holdMillis, time -> {
                timer = null;
                flush();
            });
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void finish() {
        flush();
    }

    private void flush() {
        held.values().forEach(change -> output.collect(new StreamRecord<>(change)));
        held.clear();
    }
}
