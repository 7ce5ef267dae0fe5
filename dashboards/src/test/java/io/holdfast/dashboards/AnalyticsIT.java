package io.holdfast.dashboards;

import io.holdfast.dashboards.figure.TimeRange;
import io.holdfast.dashboards.lake.LakeReader;
import io.holdfast.lakehouse.table.LakeTable;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The API over real tables and real HTTP. */
class AnalyticsIT {
    private static final long MIB = 1L << 20;

    @TempDir
    static Path folder;

    private static SeededSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = SeededSystem.filled(folder);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void storageIsWhatTheLakeHoldsInOrderOfTime() throws Exception {
        JsonNode storage = system.json("/api/v1/analytics/storage");

        assertThat(storage.get("items").size()).isEqualTo(28);
        JsonNode last = storage.get("items").get(27);
        assertThat(Instant.parse(last.get("measured_at").asString())).isEqualTo(system.now());
        assertThat(last.get("current_bytes").asLong()).isEqualTo(20_000 * MIB);
        assertThat(last.get("logical_bytes").asLong())
                .isEqualTo(last.get("current_bytes").asLong()
                        + last.get("version_bytes").asLong()
                        + last.get("trash_bytes").asLong());
        assertThat(last.get("dedup_ratio").asDouble())
                .isEqualTo(last.get("logical_bytes").asDouble()
                        / last.get("unique_bytes").asDouble());
        assertThat(storage.get("latest")).isEqualTo(last);
        assertThat(storage.get("items")
                        .valueStream()
                        .map(item -> item.get("measured_at").asString()))
                .isSorted();
        assertThat(storage.get("sql").get("items").asString()).contains("FROM lake.gold.storage_daily");
    }

    @Test
    void aRangeHasItsPointsOnlyAndTheLatestIsStillTold() throws Exception {
        Instant from = system.now().minus(Duration.ofDays(5));
        Instant to = system.now().minus(Duration.ofDays(3));

        JsonNode storage = system.json("/api/v1/analytics/storage?from=" + from + "&to=" + to);

        assertThat(storage.get("items")
                        .valueStream()
                        .map(item -> Instant.parse(item.get("measured_at").asString())))
                .hasSize(4)
                .allMatch(at -> !at.isBefore(from) && at.isBefore(to));
        assertThat(storage.get("latest").get("measured_at").asString())
                .isEqualTo(system.now().toString());
    }

    @Test
    void dedupIsLiveFromTheStreamAndExactFromTheLakeAndTheirDifference() throws Exception {
        JsonNode dedup = system.json("/api/v1/analytics/dedup?window=24h");

        JsonNode live = dedup.get("live").get("totals");
        assertThat(live.get("dedup_ratio").asDouble()).isEqualTo(30_600.0 / 11_000);
        assertThat(live.get("savings_bytes").asLong()).isEqualTo(19_600 * MIB);
        JsonNode exact = dedup.get("exact");
        assertThat(exact.get("unique_bytes").asLong()).isEqualTo(10_780 * MIB);
        assertThat(dedup.get("difference").get("dedup_ratio").asDouble())
                .isEqualTo(
                        live.get("dedup_ratio").asDouble()
                                - exact.get("dedup_ratio").asDouble(),
                        within(1e-12));
        assertThat(dedup.get("difference").get("unique_bytes").asLong()).isEqualTo(220 * MIB);
        assertThat(dedup.get("hours").size()).isBetween(24, 25);
    }

    @Test
    void theSqlThatIsPrintedForPostgresGivesTheFiguresThatAreShown() throws Exception {
        JsonNode live = system.json("/api/v1/analytics/live?window=2h");

        assertThat(live.get("step_seconds").asLong()).isEqualTo(60);
        try (Connection connection = DriverManager.getConnection(system.database());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(live.get("sql").get("points").asString())) {
            for (JsonNode point : live.get("points")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong("first_seen_bytes"))
                        .isEqualTo(point.get("first_seen_bytes").asLong());
                assertThat(rows.getLong("duplicate_bytes"))
                        .isEqualTo(point.get("duplicate_bytes").asLong());
            }
            assertThat(rows.next()).isFalse();
        }
        assertThat(live.get("points").size()).isEqualTo(60);
    }

    @Test
    void aLongWindowAddsMinutesUpAndLosesNone() throws Exception {
        JsonNode live = system.json("/api/v1/analytics/live?window=30d");

        assertThat(live.get("step_seconds").asLong()).isEqualTo(3_600);
        assertThat(live.get("points")
                        .valueStream()
                        .mapToLong(point -> point.get("first_seen_bytes").asLong())
                        .sum())
                .isEqualTo(system.json("/api/v1/analytics/live?window=2h")
                        .get("points")
                        .valueStream()
                        .mapToLong(point -> point.get("first_seen_bytes").asLong())
                        .sum());
    }

    @Test
    void runsComeFromTheMaintenancePortWithTheirDurations() throws Exception {
        JsonNode runs = system.json("/api/v1/analytics/jobs");

        assertThat(runs.get("available").asBoolean()).isTrue();
        assertThat(runs.get("items").valueStream().map(run -> run.get("state").asString()))
                .containsExactly("running", "succeeded", "succeeded", "failed", "refused");
        assertThat(runs.get("items").get(0).has("duration_seconds")).isFalse();
        JsonNode gc = runs.get("items").get(2);
        assertThat(gc.get("duration_seconds").asLong()).isEqualTo(180);
        assertThat(gc.get("figures").get("freed_bytes").asLong()).isEqualTo(123_456_789);
    }

    @Test
    void everyPartIsUp() throws Exception {
        JsonNode parts = system.json("/api/v1/analytics/parts");

        assertThat(parts.get("items")
                        .valueStream()
                        .map(part -> part.get("state").asString()))
                .containsExactly("up", "up", "up");
    }

    @Test
    void whatCannotBeAskedIsRefusedWithAProblem() throws Exception {
        for (String path : List.of(
                "/storage?from=yesterday",
                "/storage?from=2026-02-02&to=2026-01-01",
                "/storage?group_by=colour",
                "/dedup?window=often",
                "/dedup?window=-3h",
                "/dedup?window=99999999999d",
                "/live?window=0m",
                "/jobs?limit=0",
                "/jobs?limit=many",
                "/jobs?job=nothing%26admin=1")) {
            HttpResponse<String> answer = system.ask("/api/v1/analytics" + path);

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"invalid_request\"");
        }
        assertThat(system.ask("/api/v1/analytics/nothing").statusCode()).isEqualTo(404);
        assertThat(system.ask("/api/v1/analytics/nothing").body()).contains("\"code\":\"not_found\"");
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
        for (String path : List.of("/", "/api/v1/analytics/live", "/api/v1/analytics/nothing")) {
            HttpResponse<String> answer = system.ask(path);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void healthAndMetricsAreServed() throws Exception {
        assertThat(system.json("/actuator/health").get("status").asString()).isEqualTo("UP");
        assertThat(system.ask("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(system.ask("/actuator/env").statusCode()).isEqualTo(404);
    }

    @Test
    void aRangeReadsItsOwnFilesOnly() throws Exception {
        var range = new TimeRange(
                system.now().minus(Duration.ofDays(5)), system.now().minus(Duration.ofDays(3)));
        var table = system.lake().table(LakeTable.STORAGE_DAILY);

        try (var all = table.newScan().planFiles();
                var some = table.newScan()
                        .filter(LakeReader.within("measured_at", range))
                        .planFiles()) {
            assertThat(all).hasSize(28);
            assertThat(some).hasSize(4);
        }
    }
}
