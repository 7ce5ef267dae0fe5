package io.holdfast.streams.job;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.kafka.DeadLetterSink;
import io.holdfast.streams.kafka.JournalSource;
import io.holdfast.streams.kafka.SignalSink;
import io.holdfast.streams.logic.Window;
import io.holdfast.streams.operator.AddressChanges;
import io.holdfast.streams.operator.CoalesceSignals;
import io.holdfast.streams.operator.DropRepeats;
import io.holdfast.streams.operator.Events;
import io.holdfast.streams.operator.ReadNumber;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Numbered;
import io.holdfast.streams.record.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Tells devices that there is something to fetch: changes → each once, in order per namespace → the accounts that may see them → bursts
 * as one → {@code holdfast.signals}. Reads no manifest, so a large one delays nobody, and asks PostgreSQL nothing.
 */
public final class SyncFanOut implements StreamJob {
    private final Connections connections;
    private final Duration checkpointInterval;
    private final Window window;

    public SyncFanOut(Connections connections, Duration checkpointInterval, Window window) {
        this.connections = connections;
        this.checkpointInterval = checkpointInterval;
        this.window = window;
    }

    @Override
    public String name() {
        return "sync-fan-out";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.CHANGES);
    }

    @Override
    public Duration checkpointInterval() {
        return checkpointInterval;
    }

    @Override
    public Tuning tuning() {
        return Tuning.LATENCY;
    }

    @Override
    public void build(StreamExecutionEnvironment flink, Map<Topic, String> topicIds) {
        build(
                JournalSource.read(
                        flink,
                        connections.bootstrapServers(),
                        name(),
                        Topic.CHANGES,
                        Objects.requireNonNull(topicIds.get(Topic.CHANGES))),
                window,
                SignalSink.of(connections.bootstrapServers()),
                DeadLetterSink.of(connections.bootstrapServers(), name()));
    }

    /** The topology between a source and two sinks. */
    static void build(
            DataStream<KafkaMessage> changes, Window window, Sink<Signal> signals, Sink<DeadLetter> deadLetters) {
        // As many tasks as the source has: dealing messages out would lose the order of a partition.
        SingleOutputStreamOperator<Numbered> numbered = changes.process(
                        new ReadNumber(Events.CHANGES, Journal.DEAD_LETTERS))
                .setParallelism(changes.getParallelism())
                .uid("number-" + Topic.CHANGES.topicName())
                .name("Read number");
        numbered.keyBy(Numbered::namespace)
                .process(new DropRepeats())
                .returns(Numbered.class)
                .uid("drop-repeats")
                .name("Drop repeats")
                .flatMap(new AddressChanges())
                .returns(AccountChange.class)
                .uid("address-changes")
                .name("Address changes")
                .keyBy(AccountChange::account, Types.STRING)
                .process(new CoalesceSignals(window))
                .returns(Signal.class)
                .uid("coalesce-signals")
                .name("Coalesce signals")
                .sinkTo(signals)
                .uid("signals")
                .name("Signals");
        numbered.getSideOutput(Journal.DEAD_LETTERS)
                .sinkTo(deadLetters)
                .uid("dead-letters")
                .name("Dead letters");
    }
}
