package io.holdfast.benchmarks.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.databind.JsonNode;

/** One small row a transaction into a table of its own: what the disk and PostgreSQL allow. */
final class BareRows implements AutoCloseable {
    private static final int ROW_BYTES = 200;

    private final String url;
    private final String password;

    /** @param system what {@code holdfast status --json} said */
    BareRows(JsonNode system) throws IOException, SQLException {
        URI postgres = URI.create(system.path("postgres_url").asString());
        this.url = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getPort() + postgres.getPath();
        this.password = Files.readString(Path.of(system.path("data_dir").asString(), "keys", "postgres.password"))
                .strip();
        execute("CREATE TABLE benchmark_row (id bigserial PRIMARY KEY, content bytea)");
    }

    Load.Work work() throws SQLException {
        Connection connection = connection();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO benchmark_row (content) VALUES (?)");
        byte[] content = new byte[ROW_BYTES];
        return new Load.Work() {
            @Override
            public void once() throws SQLException {
                insert.setBytes(1, content);
                insert.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    @Override
    public void close() throws SQLException {
        execute("DROP TABLE benchmark_row");
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
