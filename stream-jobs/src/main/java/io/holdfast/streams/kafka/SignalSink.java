package io.holdfast.streams.kafka;

import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.SignalEvent;
import io.holdfast.lakehouse.event.SignalEventCodec;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Origin;
import io.holdfast.streams.record.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends signals to {@link Topic#SIGNALS}, keyed by account, each by itself and at once. At least once: a repeated signal is
 * recognised by its number, while transactions would hold every signal back until the next checkpoint.
 */
public final class SignalSink {
    private SignalSink() {}

    public static KafkaSink<Signal> of(String bootstrapServers) {
        return KafkaSink.<Signal>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("acks", "all")
                .setProperty("linger.ms", "0")
                .setProperty("client.id", "sync-fan-out-signals")
                .setRecordSerializer(new Format())
                .build();
    }

    /** As it travels. */
    static SignalEvent event(Signal signal) {
        return new SignalEvent(
                UUID.fromString(signal.account()),
                UUID.fromString(signal.namespace()),
                signal.seq(),
                Arrays.stream(signal.origins()).map(SignalSink::origin).toList(),
                signal.count(),
                Arrays.stream(signal.changes()).map(ChangeEventCodec::decode).toList(),
                Instant.EPOCH.plus(signal.occurredAtMicros(), ChronoUnit.MICROS));
    }

    private static SignalEvent.Origin origin(Origin origin) {
        return new SignalEvent.Origin(
                origin.device().equals(AccountChange.NO_DEVICE)
                        ? Optional.empty()
                        : Optional.of(UUID.fromString(origin.device())),
                origin.seq());
    }

    private record Format() implements KafkaRecordSerializationSchema<Signal> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(Signal signal, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    Topic.SIGNALS.topicName(),
                    signal.account().getBytes(StandardCharsets.US_ASCII),
                    SignalEventCodec.encode(event(signal)));
        }
    }
}
