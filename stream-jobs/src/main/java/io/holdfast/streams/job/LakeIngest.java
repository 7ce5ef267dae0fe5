package io.holdfast.streams.job;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.kafka.DeadLetterSink;
import io.holdfast.streams.kafka.JournalSource;
import io.holdfast.streams.lake.LakeAppend;
import io.holdfast.streams.operator.Events;
import io.holdfast.streams.postgres.JournalGaps;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The journal into the lake: manifests and changes, each ordered per namespace and appended to its event table, exactly once per
 * checkpoint. Its checkpoints are rarer than the others', because each makes files.
 */
public final class LakeIngest implements StreamJob {
    private static final int INTERVALS_PER_FILE = 3;

    private final Connections connections;
    private final Duration checkpointInterval;

    public LakeIngest(Connections connections, Duration checkpointInterval) {
        this.connections = connections;
        this.checkpointInterval = checkpointInterval.multipliedBy(INTERVALS_PER_FILE);
    }

    @Override
    public String name() {
        return "lake-ingest";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.MANIFESTS, Topic.CHANGES);
    }

    @Override
    public Duration checkpointInterval() {
        return checkpointInterval;
    }

    @Override
    public void build(StreamExecutionEnvironment flink, Map<Topic, String> topicIds) {
        LakeAppend lake = new LakeAppend(connections.lake());
        lake.ensureTables();
        Journal versions = Journal.of(
                JournalSource.read(
                        flink,
                        connections.bootstrapServers(),
                        name(),
                        Topic.MANIFESTS,
                        Objects.requireNonNull(topicIds.get(Topic.MANIFESTS))),
                Events.VERSIONS,
                Topic.MANIFESTS,
                JournalGaps.versions(connections.database()));
        Journal changes = Journal.of(
                JournalSource.read(
                        flink,
                        connections.bootstrapServers(),
                        name(),
                        Topic.CHANGES,
                        Objects.requireNonNull(topicIds.get(Topic.CHANGES))),
                Events.CHANGES,
                Topic.CHANGES,
                JournalGaps.changes(connections.database()));
        lake.manifests(versions.events());
        lake.changes(changes.events());
        versions.deadLetters()
                .union(changes.deadLetters())
                .sinkTo(DeadLetterSink.of(connections.bootstrapServers(), name()))
                .uid("dead-letters")
                .name("Dead letters");
    }
}
