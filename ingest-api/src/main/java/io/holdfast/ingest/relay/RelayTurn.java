package io.holdfast.ingest.relay;

import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.KafkaSettings;
import io.holdfast.lakehouse.event.ChangeEventCodec;
import io.holdfast.lakehouse.event.VersionEventCodec;
import io.holdfast.lakehouse.postgres.JournalReader;
import io.holdfast.lakehouse.topic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One relay at work, from taking the lock until something fails: then everything is thrown away and begun anew. */
final class RelayTurn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayTurn.class);
    private static final Duration CHECK_TOPICS = Duration.ofSeconds(1);
    private static final Duration FIND_FORGOTTEN = Duration.ofSeconds(30);
    private static final int MAX_NAMESPACES = 64;
    private static final int MAX_ROWS = 500;
    private static final long MAX_MANIFEST_BYTES = 12L << 20;
    private static final UUID FIRST = new UUID(0, 0);

    private final Connection connection;
    private final Outbox outbox;
    private final InstantSource clock;
    private final KafkaTopics topics;
    private final Publisher publisher;
    private Instant checkedTopics = Instant.EPOCH;
    private Instant foundForgotten = Instant.EPOCH;
    private UUID last = FIRST;

    RelayTurn(Connection connection, Outbox outbox, KafkaSettings settings, InstantSource clock) {
        this.connection = connection;
        this.outbox = outbox;
        this.clock = clock;
        this.topics = new KafkaTopics(settings);
        this.publisher = new Publisher(settings);
    }

    /**
     * Publishes one batch of each of some namespaces.
     *
     * @return how many journal rows went out; 0 if there was nothing to do
     */
    int publishSome() throws SQLException, InterruptedException {
        checkTopics();
        findForgotten();
        List<UUID> dirty = outbox.dirtyAfter(last, MAX_NAMESPACES);
        last = dirty.size() < MAX_NAMESPACES ? FIRST : dirty.get(dirty.size() - 1);
        Map<Backlog, Backlog.Batch> batches = new LinkedHashMap<>();
        long room = MAX_MANIFEST_BYTES;
        for (UUID namespace : dirty) {
            Backlog backlog = outbox.backlog(namespace, MAX_ROWS);
            Backlog.Batch batch = backlog.cut(Math.max(0, room));
            room -= backlog.rows().stream()
                    .limit(batch.rows())
                    .mapToLong(Backlog.Row::manifestBytes)
                    .sum();
            batches.put(backlog, batch);
        }
        send(batches);
        publisher.awaitAcknowledged();
        batches.forEach((backlog, batch) -> outbox.published(backlog.namespaceId(), batch.upToSeq()));
        return batches.values().stream().mapToInt(Backlog.Batch::rows).sum();
    }

    @Override
    public void close() {
        publisher.close();
        topics.close();
    }

    /** Changes first: devices wait for them, and they are small. */
    private void send(Map<Backlog, Backlog.Batch> batches) throws SQLException {
        for (var one : batches.entrySet()) {
            sendChanges(one.getKey(), one.getValue());
        }
        for (var one : batches.entrySet()) {
            sendVersions(one.getKey(), one.getValue());
        }
    }

    private void sendChanges(Backlog backlog, Backlog.Batch batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        UUID namespace = backlog.namespaceId();
        for (var event :
                JournalReader.changes(connection, namespace, backlog.publishedSeq(), batch.upToSeq(), batch.rows())) {
            publisher.send(Topic.CHANGES, namespace, ChangeEventCodec.encode(event));
        }
    }

    private void sendVersions(Backlog backlog, Backlog.Batch batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        UUID namespace = backlog.namespaceId();
        for (var event :
                JournalReader.versions(connection, namespace, backlog.publishedRef(), batch.upToRef(), batch.rows())) {
            publisher.send(Topic.MANIFESTS, namespace, VersionEventCodec.encode(event));
        }
    }

    /** A wiped Kafka may come back under the same address at any time. */
    private void checkTopics() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(checkedTopics.plus(CHECK_TOPICS))) {
            return;
        }
        boolean first = checkedTopics.equals(Instant.EPOCH);
        checkedTopics = now;
        Adoption adoption = outbox.adopt(topics.clusterId(), topics.ensure());
        if (adoption == Adoption.FIRST) {
            LOG.info("the first Kafka of this installation: the journal is published from its start");
        } else if (adoption == Adoption.ANOTHER) {
            LOG.warn("this Kafka is new to us: everything that PostgreSQL holds is published again");
            if (!first) {
                throw new Unavailable("Kafka was replaced; a new producer is needed");
            }
        }
    }

    private void findForgotten() {
        Instant now = clock.instant();
        if (!now.isBefore(foundForgotten.plus(FIND_FORGOTTEN))) {
            outbox.findForgotten();
            foundForgotten = now;
        }
    }
}
