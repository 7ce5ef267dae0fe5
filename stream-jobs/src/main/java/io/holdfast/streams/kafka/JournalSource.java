package io.holdfast.streams.kafka;

import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.streams.record.KafkaMessage;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning. The id of the topic is part of the operator's uid: offsets of a topic that is gone are state
 * of another operator, so they are left behind, while all keyed state stays and drops what it knows.
 */
public final class JournalSource {
    private static final String FETCH_BYTES = Integer.toString(Topic.MAX_MESSAGE_BYTES);

    private JournalSource() {}

    /**
     * @param job for the consumer group, which only shows the progress
     * @param topicId the broker's id of the topic as it is now
     */
    public static DataStream<KafkaMessage> read(
            StreamExecutionEnvironment flink, String bootstrapServers, String job, Topic topic, String topicId) {
        KafkaSource<KafkaMessage> source = KafkaSource.<KafkaMessage>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic.topicName())
                .setGroupId("holdfast-" + job)
                .setClientIdPrefix(job + "-" + topic.topicName())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Undecoded())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty("fetch.max.bytes", FETCH_BYTES)
                .setProperty("isolation.level", "read_committed")
                .build();
        return flink.fromSource(source, WatermarkStrategy.noWatermarks(), "Read " + topic.topicName())
                .uid("read-" + topic.topicName() + "-" + topicId);
    }

    private static final class Undecoded implements KafkaRecordDeserializationSchema<KafkaMessage> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<KafkaMessage> out) {
            out.collect(new KafkaMessage(
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    orEmpty(message.key()),
                    orEmpty(message.value())));
        }

        @Override
        public TypeInformation<KafkaMessage> getProducedType() {
            return TypeInformation.of(KafkaMessage.class);
        }

        private static byte[] orEmpty(byte @Nullable [] bytes) {
            return bytes == null ? new byte[0] : bytes;
        }
    }
}
