package io.holdfast.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server for the whole test JVM. Its fsync is off: tests that prove durability start real processes instead. */
public final class PostgresServer {
    /** The user of every database; there is no password. */
    public static final String USER = "postgres";

    private static @Nullable PostgresServer shared;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Started at the first call (about 4 s) and stopped with the JVM. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            try {
                shared = new PostgresServer(EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "128MB")
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL for tests", e);
            }
        }
        return shared;
    }

    /** JDBC URL of a new empty database; the user is {@link #USER}. */
    public String createDatabase() {
        return create("");
    }

    /** A database as another one is at this moment, as a back-up of it would be; nobody may be connected to that one. */
    public String copyDatabase(String url) {
        return create(" TEMPLATE " + url.replaceAll(".*/([a-z0-9]+)(\\?.*)?", "$1"));
    }

    private String create(String from) {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + from);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return server.getJdbcUrl(USER, name);
    }

    public int port() {
        return server.getPort();
    }
}
