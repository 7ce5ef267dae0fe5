package io.holdfast.dashboards.jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The local admin port of the maintenance process, of which only reading is used. */
public final class MaintenancePort {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String url;
    private final String token;
    private final JsonMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @param url without a path; empty if there is no maintenance process */
    public MaintenancePort(String url, String token, JsonMapper json) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.json = json;
    }

    public boolean configured() {
        return !url.isEmpty();
    }

    /** Why it does not answer to a question after its health; empty if all is well. */
    public Optional<String> ailment() {
        try {
            int status = ask("/actuator/health").statusCode();
            return status == 200 ? Optional.empty() : Optional.of("answers " + status);
        } catch (IOException e) {
            return Optional.of("does not answer");
        }
    }

    /** The last runs of one job, or of all if {@code job} is empty. */
    JobRuns runs(String job, int limit) {
        if (!configured()) {
            return JobRuns.unavailable("no maintenance process is configured (dashboards.maintenance-url)");
        }
        try {
            HttpResponse<String> answer =
                    ask("/api/v1/jobs/runs?limit=" + limit + (job.isEmpty() ? "" : "&job=" + job));
            if (answer.statusCode() != 200) {
                return JobRuns.unavailable("the maintenance process answers " + answer.statusCode());
            }
            return JobRuns.of(json.readValue(answer.body(), Page.class).runs());
        } catch (IOException e) {
            return JobRuns.unavailable("the maintenance process does not answer");
        } catch (JacksonException e) {
            return JobRuns.unavailable(
                    "the maintenance process answers what is not understood: " + e.getOriginalMessage());
        }
    }

    private HttpResponse<String> ask(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + url + path, e);
        }
    }

    private record Page(@Nullable List<JobRun.Told> items) {
        List<JobRun> runs() {
            return items == null
                    ? List.of()
                    : items.stream().map(JobRun.Told::run).toList();
        }
    }
}
