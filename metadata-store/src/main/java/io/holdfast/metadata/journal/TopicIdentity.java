package io.holdfast.metadata.journal;

/** The very topic that was published to: another cluster or topic id means that Kafka was wiped. */
public record TopicIdentity(String topic, String clusterId, String topicId) {}
