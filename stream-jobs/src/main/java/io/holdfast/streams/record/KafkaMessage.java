package io.holdfast.streams.record;

/** One message as it lies on a topic, undecoded. A missing key or value is an empty array. */
public record KafkaMessage(String topic, int partition, long offset, byte[] key, byte[] value) {}
