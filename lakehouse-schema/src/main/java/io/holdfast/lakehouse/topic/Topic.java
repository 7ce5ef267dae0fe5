package io.holdfast.lakehouse.topic;

import java.time.Duration;
import java.util.Map;

/** The Kafka topics. All are keyed so that the order that matters is kept within one partition; never change a partition count in place. */
public enum Topic {
    /** Reference changes in {@code ref_seq} order, keyed by namespace id; can be rebuilt from PostgreSQL. */
    MANIFESTS("holdfast.manifests", Duration.ofMillis(-1)),
    /** Every journal entry but purges, keyed by namespace id. */
    CHANGES("holdfast.changes", Duration.ofDays(7)),
    /** Conflict, share, quota and job notices, keyed by user id. */
    NOTICES("holdfast.notices", Duration.ofDays(7)),
    /** Which devices have something to fetch, keyed by user id. */
    SIGNALS("holdfast.signals", Duration.ofHours(1)),
    /** What could not be processed, with the reason, under the key of its source. */
    DEAD_LETTERS("holdfast.dead-letters", Duration.ofDays(30));

    /** The largest message: a full manifest has 9.9 MB. */
    public static final int MAX_MESSAGE_BYTES = 17 << 20;
    /** Partitions of each topic when it is made. */
    public static final int PARTITIONS = 4;

    private final String topicName;
    private final Duration retention;

    Topic(String topicName, Duration retention) {
        this.topicName = topicName;
        this.retention = retention;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The broker's settings of this topic. */
    public Map<String, String> config() {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    }
}
