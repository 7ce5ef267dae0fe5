package io.holdfast.streams.operator;

import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Numbered;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads namespace and number of each message. What cannot be read goes to the dead letters; its number then shows as a gap. */
public final class ReadNumber extends ProcessFunction<KafkaMessage, Numbered> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadNumber.class);

    private final Events events;
    private final OutputTag<DeadLetter> deadLetters;
    private transient Counter dead;

    public ReadNumber(Events events, OutputTag<DeadLetter> deadLetters) {
        this.events = events;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        dead = getRuntimeContext().getMetricGroup().counter(StreamMetrics.DEAD_LETTERS);
    }

    @Override
    public void processElement(KafkaMessage message, Context context, Collector<Numbered> out) {
        Numbered numbered;
        try {
            numbered = events.number(message);
        } catch (RuntimeException e) {
            dead.inc();
            LOG.warn(
                    "message {}-{}@{} cannot be read and goes to the dead letters: {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    e.getMessage());
            context.output(deadLetters, DeadLetter.of(message, "cannot be read: " + e.getMessage()));
            return;
        }
        out.collect(numbered);
    }
}
