package io.holdfast.benchmarks.api;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What PostgreSQL allows: the least that a file commit has to write, in one statement that is a transaction, straight from JDBC into
 * tables of its own. A counter of the namespace, a version, three references, a row of the journal; no checks.
 */
final class BareCommits implements AutoCloseable {
    private static final int REFS = 3;
    private static final int HASH_BYTES = 32;
    private static final int MANIFEST_BYTES = 8 + REFS * 36;
    private static final String SCHEMA = """
            DROP SCHEMA IF EXISTS benchmark CASCADE;
            CREATE SCHEMA benchmark;
            CREATE TABLE benchmark.namespace (id int PRIMARY KEY, head bigint NOT NULL) WITH (fillfactor = 50);
            CREATE TABLE benchmark.version (namespace_id int, id uuid, path text, manifest bytea, seq bigint, PRIMARY KEY (namespace_id, id));
            CREATE TABLE benchmark.ref (hash bytea, version_id uuid, PRIMARY KEY (hash, version_id));
            CREATE TABLE benchmark.journal (namespace_id int, seq bigint, version_id uuid, path text, at timestamptz, PRIMARY KEY (namespace_id, seq));
            INSERT INTO benchmark.namespace SELECT n, 0 FROM generate_series(0, 63) n
            """;
    private static final String COMMIT = """
            WITH counted AS (
                 UPDATE benchmark.namespace SET head = head + cardinality(?::uuid[]) WHERE id = ? RETURNING id, head),
            file AS (
                 SELECT counted.id AS namespace_id, m.version, m.place, head - cardinality(m.every) + m.place AS seq
                   FROM counted, (SELECT ids.every, v.version, v.place
                                    FROM (SELECT ?::uuid[] AS every) ids, unnest(ids.every) WITH ORDINALITY v (version, place)) m),
            versions AS (
                 INSERT INTO benchmark.version SELECT namespace_id, version, '/a/b/' || place, ?, seq FROM file),
            refs AS (
                 INSERT INTO benchmark.ref SELECT h, version FROM file, unnest(?::bytea[]) h)
            INSERT INTO benchmark.journal SELECT namespace_id, seq, version, '/a/b/' || place, now() FROM file
            """;

    private final String url;
    private final String password;

    /** @param system what {@code holdfast status --json} said */
    BareCommits(JsonNode system) throws IOException, SQLException {
        URI postgres = URI.create(system.path("postgres_url").asString());
        this.url = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getPort() + postgres.getPath();
        this.password = Files.readString(Path.of(system.path("data_dir").asString(), "keys", "postgres.password"))
                .strip();
        execute(SCHEMA);
    }

    /** One connection that commits so many versions to the namespace in one statement, again and again. */
    Load.Work work(int namespace, int versions) throws SQLException {
        Connection connection = connection();
        PreparedStatement commit = connection.prepareStatement(COMMIT);
        SplittableRandom random = new SplittableRandom(namespace + System.nanoTime());
        return new Load.Work() {
            @Override
            public void once() throws SQLException {
                Array ids = connection.createArrayOf("uuid", ids(random, versions));
                commit.setArray(1, ids);
                commit.setInt(2, namespace);
                commit.setArray(3, ids);
                commit.setBytes(4, bytes(random, MANIFEST_BYTES));
                commit.setArray(5, connection.createArrayOf("bytea", hashes(random)));
                commit.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static UUID[] ids(SplittableRandom random, int count) {
        UUID[] ids = new UUID[count];
        for (int i = 0; i < count; i++) {
            ids[i] = new UUID(random.nextLong(), random.nextLong());
        }
        return ids;
    }

    private static byte[][] hashes(SplittableRandom random) {
        byte[][] hashes = new byte[REFS][];
        for (int i = 0; i < REFS; i++) {
            hashes[i] = bytes(random, HASH_BYTES);
        }
        return hashes;
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        ByteBuffer bytes = ByteBuffer.allocate((count + 7) / 8 * 8);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return java.util.Arrays.copyOf(bytes.array(), count);
    }

    @Override
    public void close() throws SQLException {
        execute("DROP SCHEMA benchmark CASCADE");
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = connection();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url, "holdfast", password);
    }
}
