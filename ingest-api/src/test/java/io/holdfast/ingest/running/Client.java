package io.holdfast.ingest.running;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A user of the API, logged in or not. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String BOUNDARY = "----holdfast-test-boundary";

    private final URI base;
    private final Map<String, String> headers;

    private Client(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public static Client anonymous(RunningApi api) {
        return new Client(api.address(), Map.of());
    }

    /** As {@link #newUser(RunningApi, String)}, of an API elsewhere, without a slash at its end. */
    public static Client newUser(URI api, String device) {
        return new Client(api, Map.of()).registered(device);
    }

    /** A new account, logged in from a device of this name. */
    public static Client newUser(RunningApi api, String device) {
        return anonymous(api).registered(device);
    }

    private Client registered(String device) {
        String email = "user" + USERS.incrementAndGet() + "@example.org";
        Reply registered = post("/auth/register", Map.of("email", email, "password", "correct horse"));
        if (registered.status() != 201) {
            throw new IllegalStateException("cannot register: " + registered);
        }
        return loggedIn(email, device);
    }

    public Client loggedIn(String email, String device) {
        Reply reply = post("/auth/login", Map.of("email", email, "password", "correct horse", "device_name", device));
        return with("Authorization", "Bearer " + reply.at("/access_token"));
    }

    /** Its access token. */
    public String token() {
        return headers.getOrDefault("Authorization", "").replace("Bearer ", "");
    }

    /** Where the API is, without a slash at its end. */
    public URI address() {
        return base;
    }

    /** The same with one more header on every request. */
    public Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(base, more);
    }

    /** What this client sends as that header on every request; empty if nothing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Reply post(String path, Object json) {
        return with("Content-Type", "application/json")
                .send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(json)));
    }

    public Reply patch(String path, Object json) {
        return with("Content-Type", "application/json")
                .send("PATCH", path, BodyPublishers.ofString(JSON.writeValueAsString(json)));
    }

    public Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    public Reply put(String path, byte[] bytes) {
        return putAs("application/octet-stream", path, bytes);
    }

    /** With another content type, or none if it is empty. */
    public Reply putAs(String type, String path, byte[] bytes) {
        Client typed = type.isEmpty() ? this : with("Content-Type", type);
        return typed.send("PUT", path, BodyPublishers.ofByteArray(bytes));
    }

    /** A one-shot upload; the fields come before the file. */
    public Reply upload(String path, byte[] content, String... fieldsAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("path", path);
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            fields.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return form(fields, content, Map.of());
    }

    /** A multipart form with one file and fields before and after it. */
    public Reply form(Map<String, String> before, byte[] content, Map<String, String> after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writeFields(body, before);
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"given.bin\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n");
            body.write(content);
            write(body, "\r\n");
            writeFields(body, after);
            write(body, "--" + BOUNDARY + "--\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return raw("POST", "/files/upload", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    public Reply raw(String method, String path, String contentType, byte[] body) {
        return with("Content-Type", contentType).send(method, path, BodyPublishers.ofByteArray(body));
    }

    public Reply send(String method, String path, HttpRequest.BodyPublisher body) {
        String where = path.startsWith("/actuator")
                        || path.startsWith("/v3")
                        || path.startsWith("/swagger")
                        || path.startsWith("http")
                ? path
                : "/api/v1" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        where.startsWith("http") ? URI.create(where) : URI.create(base + where))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::header);
        try {
            return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void writeFields(ByteArrayOutputStream body, Map<String, String> fields) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n");
        }
    }

    private static void write(ByteArrayOutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
