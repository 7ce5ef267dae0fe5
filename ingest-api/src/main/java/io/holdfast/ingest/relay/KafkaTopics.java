package io.holdfast.ingest.relay;

import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.lakehouse.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** The topics on the broker: made if they are not there, and told apart from others of the same name. */
final class KafkaTopics implements AutoCloseable {
    private static final int TIMEOUT_MS = 5_000;
    private static final List<String> NAMES =
            Arrays.stream(Topic.values()).map(Topic::topicName).toList();

    private final Admin admin;

    KafkaTopics(KafkaSettings settings) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "holdfast-relay-admin"));
    }

    /** Which cluster this is. */
    String clusterId() throws InterruptedException {
        return get(admin.describeCluster().clusterId());
    }

    /** Makes the topics that are not there; then says the ids of those that the relay writes. */
    Map<String, String> ensure() throws InterruptedException {
        var present = get(admin.listTopics().names());
        List<NewTopic> absent = Arrays.stream(Topic.values())
                .filter(topic -> !present.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), Topic.PARTITIONS, (short) -1).configs(topic.config()))
                .toList();
        if (!absent.isEmpty()) {
            get(admin.createTopics(absent).all());
        }
        Map<String, TopicDescription> described =
                get(admin.describeTopics(NAMES).allTopicNames());
        Map<String, String> ids = new HashMap<>();
        for (Topic topic : List.of(Topic.MANIFESTS, Topic.CHANGES)) {
            TopicDescription description = Objects.requireNonNull(described.get(topic.topicName()));
            ids.put(topic.topicName(), description.topicId().toString());
        }
        return ids;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Unavailable("Kafka does not answer: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new Unavailable("Kafka does not answer in time", e);
        }
    }
}
