package io.holdfast.dashboards;

import com.sun.net.httpserver.HttpServer;
import io.holdfast.lakehouse.postgres.LiveMetric;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real process with its own database (the real schema), lake and maintenance port; empty until it is filled. Each has
 * databases of its own, so that tests do not meet.
 */
public final class SeededSystem implements AutoCloseable {
    public static final String TOKEN = "the-token";
    private static final long MIB = 1L << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final String database = PostgresServer.shared().createDatabase();
    private final SeededLake lake;
    private final HttpServer maintenance;
    private final ConfigurableApplicationContext application;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);

    private SeededSystem(Path folder, HttpServer maintenance) throws IOException {
        Files.createDirectories(folder);
        this.lake = new SeededLake(folder.resolve("lake"));
        this.maintenance = maintenance;
        this.application = SpringApplication.run(
                Dashboards.class,
                CommandLine.forSpring("--config", settings(folder).toString()));
    }

    /** Nothing is there: no schema, no table of the lake, no maintenance process. */
    public static SeededSystem empty(Path folder) throws IOException {
        return new SeededSystem(folder, HttpServer.create());
    }

    /** Two weeks of measurements, two days of hours, an hour of minutes, and runs of all kinds. */
    public static SeededSystem filled(Path folder) throws Exception {
        HttpServer maintenance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SeededSystem system = new SeededSystem(folder, maintenance);
        system.fillDatabase();
        system.fillLake();
        system.runMaintenance();
        return system;
    }

    public String url() {
        return "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }

    public String database() {
        return database;
    }

    public SeededLake lake() {
        return lake;
    }

    public Instant now() {
        return now;
    }

    public HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a question that must succeed. */
    public JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        application.close();
        lake.close();
        maintenance.stop(0);
    }

    private Path settings(Path folder) throws IOException {
        Properties file = new Properties();
        file.setProperty("server.port", "0");
        file.setProperty("server.address", "127.0.0.1");
        file.setProperty("database.url", database);
        file.setProperty("database.user", PostgresServer.USER);
        file.setProperty("database.password", "");
        file.setProperty("lake.uri", lake.settings().uri());
        file.setProperty("lake.user", lake.settings().user());
        file.setProperty("lake.password", "");
        file.setProperty("lake.warehouse", lake.settings().warehouse());
        if (maintenance.getAddress() != null) {
            file.setProperty(
                    "dashboards.maintenance-url",
                    "http://127.0.0.1:" + maintenance.getAddress().getPort());
            file.setProperty("dashboards.maintenance-token", TOKEN);
        }
        Path path = folder.resolve("dashboards.properties");
        try (var out = Files.newBufferedWriter(path)) {
            file.store(out, null);
        }
        return path;
    }

    private void fillDatabase() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement schema = connection.createStatement()) {
            schema.execute(Files.readString(
                    Path.of("../metadata-store/src/main/resources/io/holdfast/metadata/migration/V1__foundation.sql")));
            count(connection, LiveMetric.LOGICAL_BYTES, "-infinity", 30_600 * MIB);
            count(connection, LiveMetric.UNIQUE_BYTES, "-infinity", 11_000 * MIB);
            count(connection, LiveMetric.FIRST_SEEN_BYTES, "-infinity", 12_500 * MIB);
            count(connection, LiveMetric.DUPLICATE_BYTES, "-infinity", 19_000 * MIB);
            count(connection, LiveMetric.VERSIONS, "-infinity", 48_321);
            for (int minute = 0; minute < 60; minute++) {
                String start = now.truncatedTo(ChronoUnit.MINUTES)
                        .minus(Duration.ofMinutes(minute))
                        .toString();
                count(connection, LiveMetric.FIRST_SEEN_BYTES, start, (minute * 37L % 23) * MIB);
                count(connection, LiveMetric.DUPLICATE_BYTES, start, (minute * 53L % 41) * MIB);
            }
        }
    }

    private void count(Connection connection, LiveMetric metric, String window, long value) throws SQLException {
        String sql = "INSERT INTO live_metric VALUES (?, '', ?::timestamptz, ?, 1, 1, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, metric.metricName());
            insert.setString(2, window);
            insert.setLong(3, value);
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private void fillLake() {
        List<Map<String, Object>> measurements = new ArrayList<>();
        for (int half = 27; half >= 0; half--) {
            measurements.add(measurement(now.minus(Duration.ofHours(12L * half)), 28 - half));
        }
        lake.append(LakeTable.STORAGE_DAILY, measurements);
        List<Map<String, Object>> hours = new ArrayList<>();
        for (int hour = 47; hour >= 0; hour--) {
            OffsetDateTime start = utc(now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hour)));
            hours.add(Map.of(
                    "hour", start,
                    "versions", 10L + hour,
                    "logical_bytes", (100L + hour * 13 % 59) * MIB,
                    "first_seen_bytes", (30L + hour * 7 % 29) * MIB,
                    "uploaded_bytes", (28L + hour * 7 % 29) * MIB));
        }
        lake.append(LakeTable.DEDUP_HOURLY, hours);
    }

    private static Map<String, Object> measurement(Instant at, long n) {
        Map<String, Object> row = new LinkedHashMap<>();
        long current = (6_000 + n * 500) * MIB;
        long version = (400 + n * 220) * MIB;
        long trash = (n % 9) * 150 * MIB;
        row.put("day", LocalDate.ofInstant(at, ZoneOffset.UTC));
        row.put("measured_at", utc(at));
        row.put("current_bytes", current);
        row.put("version_bytes", version);
        row.put("trash_bytes", trash);
        row.put("logical_bytes", current + version + trash);
        row.put("unique_bytes", (4_200 + n * 235) * MIB);
        row.put("stored_bytes", (3_100 + n * 172) * MIB);
        row.put("garbage_bytes", (n % 9) * 61 * MIB);
        row.put("files", 1_200 * n);
        row.put("versions", 1_700 * n);
        row.put("blocks", 2_600 * n);
        return row;
    }

    private void runMaintenance() {
        String runs = new JobRunsJson(now).toString();
        maintenance.createContext("/api/v1/jobs/runs", exchange -> {
            boolean allowed =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (allowed ? runs : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(allowed ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        maintenance.createContext("/actuator/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        maintenance.start();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
