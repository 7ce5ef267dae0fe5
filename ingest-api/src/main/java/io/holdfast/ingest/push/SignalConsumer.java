package io.holdfast.ingest.push;

import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.lakehouse.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All partitions of {@code holdfast.signals}, without a group. The broker answers as soon as there is one byte. */
final class SignalConsumer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private Instant asked = Instant.EPOCH;
    private boolean answered;

    SignalConsumer(KafkaSettings settings, InstantSource clock) {
        this.clock = clock;
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "holdfast-signals",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @throws KafkaException if the broker does not answer in time, or has no such topic yet */
    void seekToEnd() {
        List<PartitionInfo> found = consumer.partitionsFor(Topic.SIGNALS.topicName(), PATIENCE);
        if (found == null || found.isEmpty()) {
            throw new KafkaException("there is no topic " + Topic.SIGNALS.topicName() + " yet");
        }
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    }

    /** Whether the broker answers; asked every few seconds. What was published meanwhile is read once it answers again. */
    boolean isAnswered() {
        if (clock.instant().isBefore(asked.plus(ASK_AGAIN))) {
            return answered;
        }
        try {
            consumer.endOffsets(consumer.assignment(), ANSWER);
            answered = true;
        } catch (TimeoutException e) {
            answered = false;
        }
        asked = clock.instant();
        return answered;
    }

    ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
