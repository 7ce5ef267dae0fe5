package io.holdfast.streams.job;

import io.holdfast.core.block.BlockId;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.kafka.DeadLetterSink;
import io.holdfast.streams.kafka.JournalSource;
import io.holdfast.streams.operator.CountRefs;
import io.holdfast.streams.operator.Events;
import io.holdfast.streams.operator.ExplodeRefs;
import io.holdfast.streams.operator.Gaps;
import io.holdfast.streams.postgres.BlockHintUpsert;
import io.holdfast.streams.postgres.HighestEpoch;
import io.holdfast.streams.postgres.JournalGaps;
import io.holdfast.streams.postgres.UpsertSink;
import io.holdfast.streams.record.BlockHint;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.RefChange;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How many versions hold each block, as {@code block_hint} rows: manifests → order per namespace → one change per distinct block →
 * count per block → upsert. Without state it counts from the first event again, under a raised count epoch.
 */
public final class RefCounting implements StreamJob {
    private final Connections connections;
    private final Duration checkpointInterval;

    public RefCounting(Connections connections, Duration checkpointInterval) {
        this.connections = connections;
        this.checkpointInterval = checkpointInterval;
    }

    @Override
    public String name() {
        return "ref-counting";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.MANIFESTS);
    }

    @Override
    public Duration checkpointInterval() {
        return checkpointInterval;
    }

    @Override
    public void build(StreamExecutionEnvironment flink, Map<Topic, String> topicIds) throws Exception {
        build(
                JournalSource.read(
                        flink,
                        connections.bootstrapServers(),
                        name(),
                        Topic.MANIFESTS,
                        Objects.requireNonNull(topicIds.get(Topic.MANIFESTS))),
                JournalGaps.versions(connections.database()),
                HighestEpoch.ofBlockHints(connections.database()),
                new UpsertSink<>(connections.database(), new BlockHintUpsert()),
                DeadLetterSink.of(connections.bootstrapServers(), name()));
    }

    /** The topology between a source and two sinks. */
    static void build(
            DataStream<KafkaMessage> manifests,
            Gaps gaps,
            long highestEpoch,
            Sink<BlockHint> hints,
            Sink<DeadLetter> deadLetters) {
        Journal journal = Journal.of(manifests, Events.VERSIONS, Topic.MANIFESTS, gaps);
        SingleOutputStreamOperator<BlockHint> counts = journal.events()
                .flatMap(new ExplodeRefs())
                .returns(RefChange.class)
                .uid("explode-refs")
                .name("Distinct blocks")
                .keyBy(RefChange::block, TypeInformation.of(BlockId.class))
                .process(new CountRefs(highestEpoch, Journal.DEAD_LETTERS))
                .returns(BlockHint.class)
                .uid("count-refs")
                .name("Count references");
        counts.sinkTo(hints).uid("block-hints").name("Block hints");
        journal.deadLetters()
                .union(counts.getSideOutput(Journal.DEAD_LETTERS))
                .sinkTo(deadLetters)
                .uid("dead-letters")
                .name("Dead letters");
    }
}
