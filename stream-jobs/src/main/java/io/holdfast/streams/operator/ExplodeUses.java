package io.holdfast.streams.operator;

import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.streams.logic.Explosion;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.Numbered;
import io.holdfast.streams.record.ScopeChange;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** A version event becomes one use for each distinct block; what it adds by itself leaves by the side. */
public final class ExplodeUses extends ProcessFunction<Numbered, BlockUse> {
    private final OutputTag<ScopeChange> versionChanges;

    public ExplodeUses(OutputTag<ScopeChange> versionChanges) {
        this.versionChanges = versionChanges;
    }

    @Override
    public void processElement(Numbered numbered, Context context, Collector<BlockUse> out) {
        VersionEvent event = VersionEventCodec.decode(numbered.message());
        Explosion.versionChanges(event).forEach(change -> context.output(versionChanges, change));
        Explosion.blockUses(event, out::collect);
    }
}
