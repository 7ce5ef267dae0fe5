package io.holdfast.ingest.relay;

import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.lakehouse.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends to Kafka and waits until it has everything. Keyed by namespace: one namespace is one partition, so its order is kept. */
final class Publisher implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Publisher(KafkaSettings settings) {
        this.producer = new KafkaProducer<>(config(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws Unavailable if Kafka takes nothing any more */
    void send(Topic topic, UUID namespace, byte[] value) {
        byte[] key = namespace.toString().getBytes(StandardCharsets.US_ASCII);
        try {
            sent.add(producer.send(new ProducerRecord<>(topic.topicName(), key, value)));
        } catch (KafkaException e) {
            throw new Unavailable("Kafka does not take messages: " + e.getMessage(), e);
        }
    }

    /**
     * Returns once everything sent so far is acknowledged.
     *
     * @throws Unavailable if something was not; it may be there all the same
     */
    void awaitAcknowledged() throws InterruptedException {
        producer.flush();
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new Unavailable("Kafka did not take a message: " + e.getMessage(), e);
        } finally {
            sent.clear();
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private static Map<String, Object> config(KafkaSettings settings) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "holdfast-relay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.MAX_MESSAGE_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                15_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }
}
