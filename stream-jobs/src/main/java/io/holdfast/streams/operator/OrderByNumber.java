package io.holdfast.streams.operator;

import io.holdfast.streams.logic.Sequence;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.Numbered;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyed by namespace: lets each number through once and in order. Duplicates are dropped; a gap is filled from PostgreSQL first. If
 * PostgreSQL lacks it too, the event goes to the dead letters and the namespace waits: every later event tries the whole gap
 * again, so nothing is lost once the journal is repaired, and other namespaces go on.
 */
public final class OrderByNumber extends KeyedProcessFunction<String, Numbered, Numbered> {
    private static final Logger LOG = LoggerFactory.getLogger(OrderByNumber.class);

    private final String topic;
    private final Gaps gaps;
    private final OutputTag<DeadLetter> deadLetters;
    private transient ValueState<Long> last;
    private transient Counter duplicates;
    private transient Counter filled;
    private transient Counter open;

    /** @param topic where the events come from, for the dead letters */
    public OrderByNumber(String topic, Gaps gaps, OutputTag<DeadLetter> deadLetters) {
        this.topic = topic;
        this.gaps = gaps;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last-number", Types.LONG));
        duplicates = getRuntimeContext().getMetricGroup().counter(StreamMetrics.DUPLICATES);
        filled = getRuntimeContext().getMetricGroup().counter(StreamMetrics.GAPS_FILLED);
        open = getRuntimeContext().getMetricGroup().counter(StreamMetrics.GAPS_OPEN);
    }

    @Override
    public void processElement(Numbered event, Context context, Collector<Numbered> out) throws Exception {
        Long stored = last.value();
        long done = stored == null ? 0 : stored;
        switch (Sequence.of(done, event.number())) {
            case DUPLICATE -> duplicates.inc();
            case NEXT -> apply(event, out);
            case GAP -> {
                long reached = fill(event.namespace(), done, event.number() - 1, out);
                if (reached == event.number() - 1) {
                    apply(event, out);
                } else {
                    wait(event, reached, context);
                }
            }
        }
    }

    private void apply(Numbered event, Collector<Numbered> out) throws Exception {
        out.collect(event);
        last.update(event.number());
    }

    private long fill(String namespace, long after, long upTo, Collector<Numbered> out) throws Exception {
        long reached = after;
        while (reached < upTo) {
            Gaps.Page page = gaps.read(namespace, reached, upTo);
            page.events().forEach(out::collect);
            filled.inc(page.events().size());
            if (page.reached() == reached) {
                break;
            }
            reached = page.reached();
            last.update(reached);
        }
        LOG.debug("namespace {}: read {} to {} from PostgreSQL", namespace, after + 1, reached);
        return reached;
    }

    private void wait(Numbered event, long reached, Context context) {
        String reason = "namespace " + event.namespace() + " lacks number " + (reached + 1) + " before "
                + event.number() + ", in PostgreSQL too; repair the journal, then the next event of it heals the rest";
        LOG.error(reason);
        open.inc();
        context.output(
                deadLetters,
                new DeadLetter(
                        topic,
                        event.partition(),
                        event.offset(),
                        event.namespace().getBytes(StandardCharsets.UTF_8),
                        event.message(),
                        reason));
    }

    @Override
    public void close() throws Exception {
        gaps.close();
    }
}
