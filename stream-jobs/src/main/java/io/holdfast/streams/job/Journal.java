package io.holdfast.streams.job;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.operator.Events;
import io.holdfast.streams.operator.Gaps;
import io.holdfast.streams.operator.OrderByNumber;
import io.holdfast.streams.operator.ReadNumber;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Numbered;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The journal as a stream: every event of every namespace once, in order, without a gap.
 *
 * @param events in that order
 * @param deadLetters messages that could not be read, and events that wait for a journal that is damaged
 */
record Journal(DataStream<Numbered> events, DataStream<DeadLetter> deadLetters) {
    /** What cannot be processed leaves an operator by this side. */
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    static Journal of(DataStream<KafkaMessage> messages, Events events, Topic topic, Gaps gaps) {
        String name = topic.topicName();
        // As many tasks as the source has: dealing messages out would lose the order of a partition.
        SingleOutputStreamOperator<Numbered> numbered = messages.process(new ReadNumber(events, DEAD_LETTERS))
                .setParallelism(messages.getParallelism())
                .uid("number-" + name)
                .name("Read number");
        SingleOutputStreamOperator<Numbered> ordered = numbered.keyBy(Numbered::namespace)
                .process(new OrderByNumber(name, gaps, DEAD_LETTERS))
                .uid("order-" + name)
                .name("Order by number");
        return new Journal(ordered, numbered.getSideOutput(DEAD_LETTERS).union(ordered.getSideOutput(DEAD_LETTERS)));
    }
}
