package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.standalone.system.Json;
import io.holdfast.standalone.terminal.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the stream jobs have counted so far, as this machine's own dashboards tell it: the API tells it to admins alone. */
final class Streams {
    private static final long WITHIN_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long POLL_MILLIS = 300;
    private static final int TRIES = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI live;
    private final Console console;

    /** @param dashboards the address of that process */
    Streams(String dashboards, Console console) {
        this.live = URI.create(dashboards + "/api/v1/analytics/live?window=1h");
        this.console = console;
    }

    /** Bytes of everything that was ever committed; a purge does not take from it. */
    long committedBytes() throws IOException, InterruptedException {
        JsonNode totals = figures().path("totals");
        return totals.path("first_seen_bytes").asLong()
                + totals.path("duplicate_bytes").asLong();
    }

    /** Waits until so many are counted; returns how many are counted then, or when patience ends. */
    long await(long wantedBytes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        long counted = committedBytes();
        while (counted < wantedBytes && System.nanoTime() < deadline) {
            console.progress("waiting for the stream jobs: " + Bytes.text(wantedBytes - counted) + " to count");
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            counted = committedBytes();
        }
        return counted;
    }

    private JsonNode figures() throws IOException, InterruptedException {
        IOException last = new IOException("never tried");
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(live).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    return Json.MAPPER.readTree(answer.body());
                }
                last = new IOException("GET " + live + ": " + answer.statusCode());
            } catch (IOException e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw last;
    }
}
