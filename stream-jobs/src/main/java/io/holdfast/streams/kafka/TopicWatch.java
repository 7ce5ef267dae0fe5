package io.holdfast.streams.kafka;

import io.holdfast.lakehouse.topic.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** Asks the broker which topics it has now, by id: a topic that was made anew has another. Never waits longer than a few seconds. */
public final class TopicWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<Topic> WATCHED = List.of(Topic.MANIFESTS, Topic.CHANGES);

    private final Admin admin;

    public TopicWatch(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "streams-topic-watch");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        admin = Admin.create(properties);
    }

    /** The ids of those journal topics that are there; empty while the broker does not answer. */
    public Map<Topic, String> look() throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        WATCHED.stream().map(Topic::topicName).toList())
                .topicNameValues();
        Map<Topic, String> ids = new EnumMap<>(Topic.class);
        for (Topic topic : WATCHED) {
            try {
                TopicDescription answer = Objects.requireNonNull(answers.get(topic.topicName()))
                        .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                ids.put(topic, answer.topicId().toString());
            } catch (ExecutionException | TimeoutException e) {
                // Not there, or the broker is away: the caller asks again.
            }
        }
        return ids;
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
