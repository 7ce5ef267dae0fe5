package io.holdfast.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one device hears, by WebSocket or event stream, in order. */
final class Ears {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    private Ears() {}

    /** @param query begins with a question mark, or is empty */
    static Ears socket(Client device, String query) {
        Ears ears = new Ears();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + device.token())
                .buildAsync(URI.create(device.api().replaceFirst("^http", "ws") + "/sync/ws" + query), ears.new Texts())
                .join();
        return ears;
    }

    static Ears stream(Client device) {
        Ears ears = new Ears();
        Thread reader = new Thread(() -> ears.read(device), "event-stream");
        reader.setDaemon(true);
        reader.start();
        return ears;
    }

    /** The next message of this type, within a minute; others are passed over. */
    JsonNode hear(String type) {
        while (true) {
            JsonNode message = JSON.readTree(next());
            if (message.path("type").asString().equals(type)) {
                return message;
            }
        }
    }

    private String next() {
        try {
            String message = messages.poll(60, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing was heard for a minute");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(Client device) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(device.api() + "/sync/stream").toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + device.token());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> line.startsWith("data: "))
                        .forEach(line -> messages.add(line.substring(6)));
            }
        } catch (UncheckedIOException | IOException e) {
            messages.add("{\"type\":\"over\"}");
        }
    }

    private final class Texts implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(text);
        }
    }
}
