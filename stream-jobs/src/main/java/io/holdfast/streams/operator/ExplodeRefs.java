package io.holdfast.streams.operator;

import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.streams.logic.Explosion;
import io.holdfast.streams.record.Numbered;
import io.holdfast.streams.record.RefChange;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A version event becomes one change for each distinct block of its manifest. */
public final class ExplodeRefs implements FlatMapFunction<Numbered, RefChange> {
    @Override
    public void flatMap(Numbered event, Collector<RefChange> out) {
        Explosion.refChanges(VersionEventCodec.decode(event.message()), out::collect);
    }
}
