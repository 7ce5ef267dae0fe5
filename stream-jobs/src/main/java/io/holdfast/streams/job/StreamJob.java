package io.holdfast.streams.job;

import io.holdfast.lakehouse.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One job: what it reads, and how it is put together. Knows nothing of where it runs. */
public interface StreamJob {
    /** Name in Flink, of the consumer group and of the checkpoint folder; never changes. */
    String name();

    /** The topics that must be there before it is built. */
    Set<Topic> topics();

    /** How often its state is made durable. */
    Duration checkpointInterval();

    /** What it is made for. */
    default Tuning tuning() {
        return Tuning.THROUGHPUT;
    }

    /**
     * Puts the topology into the environment; asks PostgreSQL, so it may fail while that is away.
     *
     * @param topicIds the broker's ids of {@link #topics()}
     */
    void build(StreamExecutionEnvironment flink, Map<Topic, String> topicIds) throws Exception;
}
