package io.holdfast.ingest.relay;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.lakehouse.topic.Topic;
import io.holdfast.testkit.kafka.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The relay against a broker that is killed, restarted and wiped while files are committed. */
class RelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static KafkaServer kafka;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start();
        api = RunningApi.start(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        api.stop();
        kafka.kill();
    }

    @Test
    void whatWasCommittedIsPublishedInOrderThroughCrashAndLossOfKafka() {
        Client ada = Client.newUser(api, "laptop");
        Client bob = Client.newUser(api, "desk");
        commit(ada, 0, 12);
        commit(bob, 0, 7);
        expectInOrder(Map.of(namespace(ada), 12, namespace(bob), 7));

        kafka.kill();
        commit(ada, 12, 20);
        assertThat(ada.get("/actuator/health/readiness").status()).isEqualTo(200);
        kafka.restart();
        expectInOrder(Map.of(namespace(ada), 20, namespace(bob), 7));

        kafka.wipe();
        commit(bob, 7, 10);
        expectInOrder(Map.of(namespace(ada), 20, namespace(bob), 10));
        Reply metrics = ada.get("/actuator/prometheus");
        assertThat(metrics.text()).contains("holdfast_relay_lag");
    }

    private static void commit(Client client, int from, int to) {
        for (int i = from; i < to; i++) {
            Reply reply = client.upload("/file" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        }
    }

    private static UUID namespace(Client client) {
        return UUID.fromString(client.get("/account").at("/namespace_id"));
    }

    /** One change and one reference change for each commit: both topics hold 1, 2, 3 … of every namespace, repeats aside. */
    private static void expectInOrder(Map<UUID, Integer> commits) {
        expect(Topic.MANIFESTS, commits, bytes -> {
            var event = VersionEventCodec.decode(bytes);
            return Map.entry(event.namespace(), event.refSeq());
        });
        expect(Topic.CHANGES, commits, bytes -> {
            var event = ChangeEventCodec.decode(bytes);
            return Map.entry(event.namespace(), event.seq());
        });
    }

    private static void expect(
            Topic topic, Map<UUID, Integer> commits, Function<byte[], Map.Entry<UUID, Long>> position) {
        Map<UUID, List<Long>> seen = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = LongStream.range(0, Topic.PARTITIONS)
                    .mapToObj(n -> new TopicPartition(topic.topicName(), (int) n))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!reached(seen, commits) && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    Map.Entry<UUID, Long> at = position.apply(message.value());
                    assertThat(new String(message.key(), StandardCharsets.US_ASCII))
                            .isEqualTo(at.getKey().toString());
                    List<Long> numbers = seen.computeIfAbsent(at.getKey(), id -> new ArrayList<>());
                    if (at.getValue() > numbers.size()) {
                        numbers.add(at.getValue());
                    }
                });
            }
        }
        commits.forEach((namespace, count) -> assertThat(seen.getOrDefault(namespace, List.of()))
                .as("%s of %s", topic, namespace)
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList()));
    }

    private static boolean reached(Map<UUID, List<Long>> seen, Map<UUID, Integer> commits) {
        return commits.entrySet().stream()
                .allMatch(one -> seen.getOrDefault(one.getKey(), List.of()).size() >= one.getValue());
    }

    private static Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
