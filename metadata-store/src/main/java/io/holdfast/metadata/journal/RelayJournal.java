package io.holdfast.metadata.journal;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.postgres.JournalReader;
import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import io.holdfast.metadata.namespace.Namespaces;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.ConnectionCallback;

/**
 * The journal as the relay reads it: which namespaces have something to publish, what, and how far Kafka has acknowledged. Used
 * by the one process that holds the {@link RelayLock}. Thread safe.
 */
public final class RelayJournal {
    private final Database database;
    private final Ambient ambient;
    private final Namespaces namespaces;

    public RelayJournal(Database database, Ambient ambient) {
        this.database = database;
        this.ambient = ambient;
        this.namespaces = new Namespaces(database, ambient);
    }

    /** Namespaces that are marked as having something to publish, at most {@code limit}. */
    public List<RelayPosition> dirty(int limit) {
        return database.client()
                .sql("""
                        SELECT n.id, n.published_seq, n.head_seq
                          FROM dirty_namespace d JOIN namespace n ON n.id = d.namespace_id
                         ORDER BY d.namespace_id LIMIT ?
                        """)
                .param(limit)
                .query((row, n) ->
                        new RelayPosition(Sql.uuid(row, "id"), row.getLong("published_seq"), row.getLong("head_seq")))
                .list();
    }

    /** Where one namespace stands. */
    public Optional<RelayPosition> position(UUID namespace) {
        return database.client()
                .sql("SELECT id, published_seq, head_seq FROM namespace WHERE id = ?")
                .param(namespace)
                .query((row, n) ->
                        new RelayPosition(Sql.uuid(row, "id"), row.getLong("published_seq"), row.getLong("head_seq")))
                .optional();
    }

    /**
     * What to publish after {@code after}: the next {@code limit} journal rows at most, as changes and as reference changes, each
     * in order. A version may bring 9.4 MB of manifest, so keep the limit small.
     */
    public JournalSlice slice(UUID namespace, long after, int limit) {
        Bounds bounds = bounds(namespace, after, after + limit);
        JournalSlice slice = database.template().execute((ConnectionCallback<JournalSlice>) connection -> {
            List<ChangeEvent> changes = JournalReader.changes(connection, namespace, after, bounds.seq(), limit);
            List<VersionEvent> versions =
                    JournalReader.versions(connection, namespace, bounds.refAfter(), bounds.refUpTo(), limit);
            return new JournalSlice(bounds.seq(), changes, versions);
        });
        return Objects.requireNonNull(slice);
    }

    /** Kafka has acknowledged everything up to here; an older word changes nothing. */
    public void published(UUID namespace, long seq) {
        database.transactions()
                .run(
                        "note what is published",
                        () -> database.client()
                                .sql("UPDATE namespace SET published_seq = GREATEST(published_seq, ?) WHERE id = ?")
                                .param(seq)
                                .param(namespace)
                                .update());
    }

    /** Takes the mark off a namespace that is published to its head. Returns whether it did. */
    public boolean settle(UUID namespace) {
        return database.transactions().call("settle a namespace", () -> {
            namespaces.lock(namespace);
            return database.client().sql("""
                                    DELETE FROM dirty_namespace d USING namespace n
                                     WHERE d.namespace_id = ? AND n.id = d.namespace_id AND n.head_seq = n.published_seq
                                    """).param(namespace).update() == 1;
        });
    }

    /** Marks every namespace that is not published to its head; the marks are hints, this is the truth. Returns how many. */
    public int markBehind() {
        return database.client().sql("""
                        INSERT INTO dirty_namespace (namespace_id)
                        SELECT id FROM namespace WHERE head_seq > published_seq ORDER BY id ON CONFLICT DO NOTHING
                        """).update();
    }

    /**
     * Compares the topics with those that were published to before. If one is another (Kafka was wiped), everything is to be
     * published again. Returns whether that was so.
     */
    public boolean adopt(Collection<TopicIdentity> topics) {
        return database.transactions().call("adopt the topics", () -> {
            if (topics.stream().allMatch(this::isKnown)) {
                return false;
            }
            database.client().sql("""
                            UPDATE namespace SET published_seq = 0
                             WHERE id IN (SELECT id FROM namespace WHERE published_seq > 0 ORDER BY id FOR UPDATE)
                            """).update();
            markBehind();
            topics.forEach(this::remember);
            return true;
        });
    }

    private boolean isKnown(TopicIdentity topic) {
        return database.client()
                .sql("SELECT true FROM relay_state WHERE topic = ? AND cluster_id = ? AND topic_id = ?")
                .param(topic.topic())
                .param(topic.clusterId())
                .param(topic.topicId())
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    private void remember(TopicIdentity topic) {
        database.client()
                .sql("""
                        INSERT INTO relay_state (topic, cluster_id, topic_id, since) VALUES (?, ?, ?, ?)
                        ON CONFLICT (topic) DO UPDATE
                           SET cluster_id = EXCLUDED.cluster_id, topic_id = EXCLUDED.topic_id, since = EXCLUDED.since
                        """)
                .param(topic.topic())
                .param(topic.clusterId())
                .param(topic.topicId())
                .param(Sql.time(ambient.now()))
                .update();
    }

    private Bounds bounds(UUID namespace, long after, long upTo) {
        return database.client()
                .sql("""
                        SELECT coalesce(max(seq), :after) AS seq, coalesce(min(ref_seq) - 1, 0) AS ref_after,
                               coalesce(max(ref_seq), 0) AS ref_up_to
                          FROM journal WHERE namespace_id = :namespace AND seq > :after AND seq <= :upTo
                        """)
                .param("namespace", namespace)
                .param("after", after)
                .param("upTo", upTo)
                .query((row, n) -> new Bounds(row.getLong("seq"), row.getLong("ref_after"), row.getLong("ref_up_to")))
                .single();
    }

    private record Bounds(long seq, long refAfter, long refUpTo) {}
}
