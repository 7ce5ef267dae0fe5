package io.holdfast.streams.job;

import io.holdfast.core.block.BlockId;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.kafka.DeadLetterSink;
import io.holdfast.streams.kafka.JournalSource;
import io.holdfast.streams.operator.Events;
import io.holdfast.streams.operator.ExplodeUses;
import io.holdfast.streams.operator.Gaps;
import io.holdfast.streams.operator.HoldBlocks;
import io.holdfast.streams.operator.MergeChanges;
import io.holdfast.streams.operator.SumScopes;
import io.holdfast.streams.postgres.HighestEpoch;
import io.holdfast.streams.postgres.JournalGaps;
import io.holdfast.streams.postgres.LiveMetricUpsert;
import io.holdfast.streams.postgres.UpsertSink;
import io.holdfast.streams.record.BlockUse;
import io.holdfast.streams.record.DeadLetter;
import io.holdfast.streams.record.KafkaMessage;
import io.holdfast.streams.record.Scope;
import io.holdfast.streams.record.ScopeChange;
import io.holdfast.streams.record.ScopeTotal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * What deduplication saves, live, as {@code live_metric} rows: manifests → order per namespace → uses of distinct blocks → holders
 * per block → totals per scope → upsert. Every figure depends on the set of events alone, so a replay ends at the same values.
 */
public final class DedupAccounting implements StreamJob {
    private static final OutputTag<ScopeChange> VERSION_CHANGES =
            new OutputTag<>("version-changes", TypeInformation.of(ScopeChange.class));
    private static final long MERGE_MILLIS = 50;

    private final Connections connections;
    private final Duration checkpointInterval;

    public DedupAccounting(Connections connections, Duration checkpointInterval) {
        this.connections = connections;
        this.checkpointInterval = checkpointInterval;
    }

    @Override
    public String name() {
        return "dedup-accounting";
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
                HighestEpoch.ofLiveMetrics(connections.database()),
                new UpsertSink<>(connections.database(), new LiveMetricUpsert()),
                DeadLetterSink.of(connections.bootstrapServers(), name()));
    }

    /** The topology between a source and two sinks. */
    static void build(
            DataStream<KafkaMessage> manifests,
            Gaps gaps,
            long highestEpoch,
            Sink<ScopeTotal> totals,
            Sink<DeadLetter> deadLetters) {
        Journal journal = Journal.of(manifests, Events.VERSIONS, Topic.MANIFESTS, gaps);
        SingleOutputStreamOperator<BlockUse> uses = journal.events()
                .process(new ExplodeUses(VERSION_CHANGES))
                .returns(BlockUse.class)
                .uid("explode-uses")
                .name("Uses of blocks");
        TypeInformation<ScopeChange> changeType = TypeInformation.of(ScopeChange.class);
        DataStream<ScopeChange> ofBlocks = uses.keyBy(BlockUse::block, TypeInformation.of(BlockId.class))
                .process(new HoldBlocks())
                .returns(changeType)
                .uid("hold-blocks")
                .name("Holders of blocks")
                .transform("Merge changes", changeType, new MergeChanges(MERGE_MILLIS))
                .uid("merge-block-changes");
        DataStream<ScopeChange> ofVersions = uses.getSideOutput(VERSION_CHANGES)
                .transform("Merge changes", changeType, new MergeChanges(MERGE_MILLIS))
                .uid("merge-version-changes");
        ofBlocks.union(ofVersions)
                .keyBy(ScopeChange::scope, TypeInformation.of(Scope.class))
                .process(new SumScopes(highestEpoch))
                .returns(ScopeTotal.class)
                .uid("sum-scopes")
                .name("Totals")
                .sinkTo(totals)
                .uid("live-metrics")
                .name("Live metrics");
        journal.deadLetters().sinkTo(deadLetters).uid("dead-letters").name("Dead letters");
    }
}
