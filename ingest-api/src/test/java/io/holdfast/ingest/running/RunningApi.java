package io.holdfast.ingest.running;

import io.holdfast.ingest.IngestApi;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** One API for the whole test JVM. */
public final class RunningApi {
    private static @Nullable RunningApi shared;

    private final ServletWebServerApplicationContext context;
    private final String jdbcUrl;
    private final Path blocks;

    private RunningApi(ServletWebServerApplicationContext context, String jdbcUrl, Path blocks) {
        this.context = context;
        this.jdbcUrl = jdbcUrl;
        this.blocks = blocks;
    }

    /** With no Kafka to talk to: the API must not need one. The many users of the tests share one address. */
    public static synchronized RunningApi shared() {
        if (shared == null) {
            shared = start("127.0.0.1:1", "--limits.auth-per-address=off");
        }
        return shared;
    }

    /** An API of the caller's own, with a database and a block directory of its own. */
    public static RunningApi start(String kafka, String... more) {
        try {
            Path directory = Files.createTempDirectory("holdfast-api");
            String url = PostgresServer.shared().createDatabase();
            String[] settings = {
                "--server.port=0",
                "--database.url=" + url,
                "--database.user=" + PostgresServer.USER,
                "--blocks.dir=" + directory.resolve("blocks"),
                "--kafka.bootstrap-servers=" + kafka,
                "--ingest.profile=rehearsal",
                "--ingest.cursor-key-file=" + directory.resolve("keys/cursor.key")
            };
            String[] arguments = new String[settings.length + more.length];
            System.arraycopy(settings, 0, arguments, 0, settings.length);
            System.arraycopy(more, 0, arguments, settings.length, more.length);
            ConfigurableApplicationContext context = SpringApplication.run(IngestApi.class, arguments);
            return new RunningApi((ServletWebServerApplicationContext) context, url, directory.resolve("blocks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a slash at its end. */
    public URI address() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("not running");
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    public Path blocks() {
        return blocks;
    }

    /** Changes rows behind the API's back: the clock of the real application cannot be turned. */
    public int sql(String statement, Object... values) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, PostgresServer.USER, "");
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A part of the running application. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public void stop() {
        context.close();
    }
}
