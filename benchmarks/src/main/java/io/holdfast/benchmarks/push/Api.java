package io.holdfast.benchmarks.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few calls that are needed here. */
final class Api {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String BOUNDARY = "holdfast-benchmark";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    void register(String email) throws IOException, InterruptedException {
        post("/auth/register", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}", 201);
    }

    /** Logs a new device in; its access token. */
    String login(String email) throws IOException, InterruptedException {
        String answer = post(
                "/auth/login",
                "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\",\"device_name\":\"benchmark\"}",
                200);
        return field(answer, "access_token");
    }

    /** Commits a small file. */
    CompletableFuture<HttpResponse<String>> upload(String token, String path, byte[] content) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n" + path + "\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/files/upload"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .timeout(PATIENCE)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** A WebSocket of the device; every text goes to the reader. */
    CompletableFuture<WebSocket> listen(String token, Consumer<String> reader) {
        URI uri = URI.create(base.toString().replaceFirst("^http", "ws") + "/api/v1/sync/ws");
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(PATIENCE)
                .buildAsync(uri, new Texts(reader));
    }

    /** The sum over those rows of the server's Prometheus page that begin so; a name, or one with its first labels. */
    double metric(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/actuator/prometheus"))
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name) && " {,".indexOf(line.charAt(name.length())) >= 0)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String post(String path, String json, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /** Puts the parts of a text together. */
    private static final class Texts implements WebSocket.Listener {
        private final Consumer<String> reader;
        private final StringBuilder text = new StringBuilder();

        Texts(Consumer<String> reader) {
            this.reader = reader;
        }

        @Override
        public CompletableFuture<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                reader.accept(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(text);
        }
    }
}
