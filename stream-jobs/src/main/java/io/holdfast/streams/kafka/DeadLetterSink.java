package io.holdfast.streams.kafka;

import io.holdfast.lakehouse.topic.DeadLetterHeader;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.record.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Sends what could not be processed to {@link Topic#DEAD_LETTERS}, at least once. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    public static KafkaSink<DeadLetter> of(String bootstrapServers, String job) {
        return KafkaSink.<DeadLetter>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("max.request.size", Integer.toString(Topic.MAX_MESSAGE_BYTES))
                .setProperty("client.id", job + "-dead-letters")
                .setRecordSerializer(new Format(job))
                .build();
    }

    private record Format(String job) implements KafkaRecordSerializationSchema<DeadLetter> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
            List<Header> headers = List.of(
                    header(DeadLetterHeader.REASON, letter.reason()),
                    header(DeadLetterHeader.JOB, job),
                    header(DeadLetterHeader.TOPIC, letter.topic()),
                    header(DeadLetterHeader.PARTITION, Integer.toString(letter.partition())),
                    header(DeadLetterHeader.OFFSET, Long.toString(letter.offset())));
            return new ProducerRecord<>(
                    Topic.DEAD_LETTERS.topicName(), null, null, letter.key(), letter.value(), headers);
        }

        private static Header header(DeadLetterHeader name, String value) {
            return new RecordHeader(name.headerName(), value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
