package io.holdfast.dashboards;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing that the dashboards read from is there: they start, say so, and show no zeros. */
class DownIT {
    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws IOException {
        int closed = closedPort();
        Path file = Files.write(
                folder.resolve("dashboards.conf"),
                List.of(
                        "server.port=0",
                        "database.url=jdbc:postgresql://127.0.0.1:" + closed + "/holdfast",
                        "database.user=holdfast",
                        "lake.uri=jdbc:postgresql://127.0.0.1:" + closed + "/lake",
                        "lake.user=holdfast",
                        "lake.warehouse=file:///nowhere",
                        "dashboards.maintenance-url=http://127.0.0.1:" + closed + "/",
                        "dashboards.maintenance-token=x"));
        application = SpringApplication.run(Dashboards.class, CommandLine.forSpring("--config", file.toString()));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void whatCannotBeReadIsUnavailableAndMayBeAskedAgain() throws Exception {
        for (String path : List.of("/storage", "/dedup", "/live")) {
            HttpResponse<String> answer = ask("/api/v1/analytics" + path);

            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("\"code\":\"unavailable\"");
        }
    }

    @Test
    void runsAreUnknownAndTheAnswerSaysWhy() throws Exception {
        JsonNode runs = new JsonMapper().readTree(ask("/api/v1/analytics/jobs").body());

        assertThat(runs.get("available").asBoolean()).isFalse();
        assertThat(runs.get("problem").asString()).isEqualTo("the maintenance process does not answer");
    }

    @Test
    void everyPartIsDown() throws Exception {
        JsonNode parts =
                new JsonMapper().readTree(ask("/api/v1/analytics/parts").body());

        assertThat(parts.get("items")
                        .valueStream()
                        .map(part -> part.get("state").asString()))
                .containsExactly("down", "down", "down");
    }

    @Test
    void thePageItselfIsServed() throws Exception {
        assertThat(ask("/").statusCode()).isEqualTo(200);
        assertThat(ask("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
