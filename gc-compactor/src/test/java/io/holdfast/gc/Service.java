package io.holdfast.gc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/** The real service in this JVM, spoken to over HTTP. */
final class Service implements AutoCloseable {
    static final String TOKEN = "a-token-for-this-test";

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final ServletWebServerApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final InstantSource clock = InstantSource.system();

    Service(Site site) {
        this.context = (ServletWebServerApplicationContext) Maintenance.start(site.settings());
    }

    /** Starts a run and waits for its end. */
    JsonNode run(String job, String body) throws IOException, InterruptedException {
        long id = start(job, body);
        return await(id, run -> !run.path("state").asString().equals("running"));
    }

    long start(String job, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("POST", "/api/v1/jobs/" + job + "/runs", body, TOKEN);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).path("run_id").asLong();
    }

    JsonNode await(long id, Predicate<JsonNode> condition) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (true) {
            JsonNode run = JsonMapper.shared()
                    .readTree(call("GET", "/api/v1/jobs/runs/" + id, "", TOKEN).body());
            if (condition.test(run)) {
                return run;
            }
            if (clock.instant().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + run);
            }
            Thread.onSpinWait();
        }
    }

    HttpResponse<String> call(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://127.0.0.1:" + requireNonNull(context.getWebServer()).getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
