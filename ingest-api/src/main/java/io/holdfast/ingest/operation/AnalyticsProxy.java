package io.holdfast.ingest.operation;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.settings.DashboardsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Passes questions about storage, dedup and jobs on to the dashboards process, which has the lake open. */
@Component
class AnalyticsProxy {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final DashboardsSettings settings;

    AnalyticsProxy(DashboardsSettings settings) {
        this.settings = settings;
    }

    ResponseEntity<byte[]> forward(String path, @Nullable String query) {
        URI target = target(path, query);
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(target).timeout(ANSWER_TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return ResponseEntity.status(answer.statusCode())
                    .header(
                            HttpHeaders.CONTENT_TYPE,
                            answer.headers()
                                    .firstValue(HttpHeaders.CONTENT_TYPE)
                                    .orElse("application/json"))
                    .body(answer.body());
        } catch (IOException e) {
            throw new Unavailable("the analytics do not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is stopping", e);
        }
    }

    private URI target(String path, @Nullable String query) {
        URI base = settings.address().orElseThrow(() -> new Unavailable("this server runs without analytics"));
        if (path.contains("..")) {
            throw new InvalidRequest("the path leaves the analytics");
        }
        try {
            return URI.create(base + path + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("the query is malformed");
        }
    }
}
