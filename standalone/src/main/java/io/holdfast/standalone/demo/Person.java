package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.standalone.system.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One account and its calls to the public API. What may pass is tried again; safe for many threads. */
final class Person {
    private static final int TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http;
    private final String base;
    private final Credentials credentials;
    private volatile String token = "";

    /** What logs in. */
    record Credentials(String email, String password) {}

    /** @param api without {@code /api/v1} */
    Person(HttpClient http, String api, Credentials credentials) {
        this.http = http;
        this.base = api + "/api/v1";
        this.credentials = credentials;
    }

    Credentials credentials() {
        return credentials;
    }

    void register() throws IOException, InterruptedException {
        post("/auth/register", Json.MAPPER.valueToTree(credentials));
        login();
    }

    void login() throws IOException, InterruptedException {
        ObjectNode body = Json.MAPPER.valueToTree(credentials);
        body.put("device_name", "demo");
        token = post("/auth/login", body).path("access_token").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json("GET", path, BodyPublishers.noBody(), "application/json");
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return json("POST", path, BodyPublishers.ofString(body.toString()), "application/json");
    }

    void delete(String path) throws IOException, InterruptedException {
        json("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    /** @param url as the API gave it */
    void putBlock(String url, byte[] bytes) throws IOException, InterruptedException {
        json("PUT", url, BodyPublishers.ofByteArray(bytes), "application/octet-stream");
    }

    /** @param url as the API gave it; the body is {@code application/vnd.holdfast.blocks} */
    void putBundle(String url, byte[] blocks) throws IOException, InterruptedException {
        json("POST", url, BodyPublishers.ofByteArray(blocks), "application/vnd.holdfast.blocks");
    }

    InputStream download(String fileId) throws IOException, InterruptedException {
        String path = "/files/" + fileId + "/download";
        HttpResponse<InputStream> answer = http.send(
                request("GET", path, BodyPublishers.noBody(), "application/json"), BodyHandlers.ofInputStream());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw new IOException("GET " + path + ": " + answer.statusCode() + " "
                    + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private JsonNode json(String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        IOException last = new IOException("never tried");
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                return once(method, path, body, type);
            } catch (ApiProblem e) {
                if (e.status() == 401 && !path.startsWith("/auth/")) {
                    login();
                } else if (!e.passing()) {
                    throw e;
                }
                last = e;
            } catch (IOException e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause *= 2;
        }
        throw last;
    }

    private JsonNode once(String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(method, path, body, type), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw ApiProblem.of(method + " " + path, answer);
        }
        return answer.body().length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(answer.body());
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(TIMEOUT)
                .method(method, body)
                .header("Content-Type", type);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
