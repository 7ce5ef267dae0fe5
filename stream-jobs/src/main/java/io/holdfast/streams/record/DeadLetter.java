package io.holdfast.streams.record;

/** A message that a job could not process, with the reason. Key and value are those of the source, so that it can be sent again. */
public record DeadLetter(String topic, int partition, long offset, byte[] key, byte[] value, String reason) {
    public static DeadLetter of(KafkaMessage message, String reason) {
        return new DeadLetter(
                message.topic(), message.partition(), message.offset(), message.key(), message.value(), reason);
    }
}
