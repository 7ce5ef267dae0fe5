package io.holdfast.streams.operator;

import io.holdfast.core.block.BlockId;
import io.holdfast.streams.logic.RefCount;
import io.holdfast.streams.record.BlockCount;
import io.holdfast.streams.record.BlockHint;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.RefChange;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keyed by block: applies each change to the count and emits the new absolute value. */
public final class CountRefs extends KeyedProcessFunction<BlockId, RefChange, BlockHint>
        implements CheckpointedFunction {
    private static final Logger LOG = LoggerFactory.getLogger(CountRefs.class);

    private final long highestEpoch;
    private final OutputTag<DeadLetter> deadLetters;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState first
    private transient CountEpoch epoch;

    private transient ValueState<BlockCount> count;
    private transient Counter negative;

    /** @param highestEpoch the highest epoch among the rows when the job was submitted, 0 for none */
    public CountRefs(long highestEpoch, OutputTag<DeadLetter> deadLetters) {
        this.highestEpoch = highestEpoch;
        this.deadLetters = deadLetters;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        epoch = CountEpoch.open(context, highestEpoch);
    }

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", TypeInformation.of(BlockCount.class)));
        negative = getRuntimeContext().getMetricGroup().counter(StreamMetrics.NEGATIVE_COUNTS);
    }

    @Override
    public void processElement(RefChange change, Context context, Collector<BlockHint> out) throws Exception {
        BlockCount before = count.value();
        BlockCount after = RefCount.apply(before == null ? BlockCount.NONE : before, change);
        count.update(after);
        out.collect(new BlockHint(change.block(), epoch.value(), after));
        String problem = RefCount.problem(after, change);
        if (!problem.isEmpty()) {
            negative.inc();
            LOG.error(problem);
            byte[] key = change.block().hex().getBytes(StandardCharsets.UTF_8);
            context.output(deadLetters, new DeadLetter("", -1, -1, key, new byte[0], problem));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        epoch.snapshot();
    }
}
