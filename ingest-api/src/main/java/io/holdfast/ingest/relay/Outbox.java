package io.holdfast.ingest.relay;

import io.holdfast.metadata.database.Ambient;
import io.holdfast.metadata.database.Database;
import io.holdfast.metadata.database.Sql;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The relay's view of PostgreSQL: who has something to publish, how far each is, and which Kafka that is about. */
@Component
class Outbox {
    private final Database database;
    private final JdbcClient jdbc;
    private final Ambient ambient;

    Outbox(Database database, Ambient ambient) {
        this.database = database;
        this.jdbc = database.client();
        this.ambient = ambient;
    }

    /** Namespaces with something to publish, by id, behind the given one. */
    List<UUID> dirtyAfter(UUID last, int limit) {
        return jdbc.sql("SELECT namespace_id FROM dirty_namespace WHERE namespace_id > ? ORDER BY namespace_id LIMIT ?")
                .params(last, limit)
                .query(UUID.class)
                .list();
    }

    /** Finds what no hint tells of. */
    void findForgotten() {
        jdbc.sql("INSERT INTO dirty_namespace SELECT id FROM namespace WHERE head_seq > published_seq"
                        + " ON CONFLICT DO NOTHING")
                .update();
    }

    Backlog backlog(UUID namespace, int maxRows) {
        long published = jdbc.sql("SELECT published_seq FROM namespace WHERE id = ?")
                .param(namespace)
                .query(Long.class)
                .single();
        long ref = jdbc.sql("SELECT coalesce(max(ref_seq), 0) FROM (SELECT ref_seq FROM journal WHERE namespace_id = ?"
                        + " AND seq <= ? AND ref_seq IS NOT NULL ORDER BY seq DESC LIMIT 1) last")
                .params(namespace, published)
                .query(Long.class)
                .single();
        List<Backlog.Row> rows = jdbc.sql("""
                        SELECT j.seq, coalesce(j.ref_seq, 0) AS ref_seq, coalesce(octet_length(v.manifest), 0) AS bytes
                          FROM journal j
                          LEFT JOIN version v ON j.ref_seq IS NOT NULL AND v.namespace_id = j.namespace_id AND v.id = j.version_id
                         WHERE j.namespace_id = ? AND j.seq > ? ORDER BY j.seq LIMIT ?""")
                .params(namespace, published, maxRows)
                .query((row, n) -> new Backlog.Row(row.getLong("seq"), row.getLong("ref_seq"), row.getLong("bytes")))
                .list();
        return new Backlog(namespace, published, ref, rows);
    }

    /**
     * Kafka has everything up to {@code seq}. The hint goes only if that is all there is, judged under the namespace's lock. Does not
     * wait for the disk, while commits would wait for that lock: if a crash takes it back, some rows are published twice.
     */
    void published(UUID namespace, long seq) {
        jdbc.sql("""
                        WITH moved AS (
                            UPDATE namespace SET published_seq = GREATEST(published_seq, ?)
                             WHERE id = ? AND set_config('synchronous_commit', 'off', true) = 'off'
                            RETURNING id, head_seq = published_seq AS caught_up)
                        DELETE FROM dirty_namespace d USING moved
                         WHERE d.namespace_id = moved.id AND moved.caught_up""").params(seq, namespace).update();
    }

    /** Journal rows that are not published yet. */
    long lag() {
        return jdbc.sql("SELECT coalesce(sum(n.head_seq - n.published_seq), 0) FROM dirty_namespace d"
                        + " JOIN namespace n ON n.id = d.namespace_id")
                .query(Long.class)
                .single();
    }

    /**
     * Compares the Kafka that is there with the one that the positions speak of. If it is another, forgets the positions, so that everything
     * is published again.
     *
     * @param topics ids by name
     */
    Adoption adopt(String cluster, Map<String, String> topics) {
        return database.transactions().call("adopt a Kafka cluster", () -> {
            Map<String, String> known = jdbc
                    .sql("SELECT topic, cluster_id || '/' || topic_id AS id FROM relay_state")
                    .query((row, n) -> Map.entry(row.getString("topic"), row.getString("id")))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            boolean same = topics.entrySet().stream()
                    .allMatch(topic -> (cluster + "/" + topic.getValue()).equals(known.get(topic.getKey())));
            if (same) {
                return Adoption.SAME;
            }
            startOver(cluster, topics);
            return known.isEmpty() ? Adoption.FIRST : Adoption.ANOTHER;
        });
    }

    private void startOver(String cluster, Map<String, String> topics) {
        topics.forEach((name, id) -> jdbc.sql("INSERT INTO relay_state (topic, cluster_id, topic_id, since)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (topic) DO UPDATE SET cluster_id = excluded.cluster_id,"
                        + " topic_id = excluded.topic_id, since = excluded.since")
                .params(name, cluster, id, Sql.time(ambient.now()))
                .update());
        jdbc.sql("UPDATE namespace SET published_seq = 0 WHERE published_seq > 0")
                .update();
        findForgotten();
    }
}
