package io.holdfast.ingest.running;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a device is told over a WebSocket or an event stream, in order. */
public final class Pushed implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OVER = "over";

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();
    private Runnable hangUp = () -> {};

    private Pushed() {}

    /** A WebSocket that shows its token in the header. */
    public static Pushed socket(Client client, String query) {
        return socket(client, query, HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + client.token()));
    }

    /** A WebSocket as a browser opens it. */
    public static Pushed browserSocket(Client client) {
        return socket(client, "", HTTP.newWebSocketBuilder().subprotocols("holdfast.v1", "bearer." + client.token()));
    }

    private static Pushed socket(Client client, String query, WebSocket.Builder builder) {
        Pushed pushed = new Pushed();
        URI uri = URI.create(client.address().toString().replaceFirst("^http", "ws") + "/api/v1/sync/ws" + query);
        WebSocket socket = builder.buildAsync(uri, pushed.new Listener()).join();
        pushed.hangUp = socket::abort;
        return pushed;
    }

    /** An event stream; {@code headersAndValues} beside the token. */
    public static Pushed stream(Client client, String query, String... headersAndValues) {
        Pushed pushed = new Pushed();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(client.address() + "/api/v1/sync/stream" + query))
                .header("Authorization", "Bearer " + client.token())
                .header("Accept", "text/event-stream");
        if (headersAndValues.length > 0) {
            request.headers(headersAndValues);
        }
        CompletableFuture<Stream<String>> lines = HTTP.sendAsync(request.build(), BodyHandlers.ofLines())
                .thenApply(response -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException("status " + response.statusCode());
                    }
                    return response.body();
                });
        Thread reader = new Thread(() -> pushed.read(lines.join()), "event-stream");
        reader.setDaemon(true);
        reader.start();
        pushed.hangUp = () -> lines.getNow(Stream.empty()).close();
        return pushed;
    }

    /** The next message of this type, within half a minute. */
    public JsonNode next(String type) {
        JsonNode message = next(Duration.ofSeconds(30));
        if (!message.path("type").asString().equals(type)) {
            throw new AssertionError("expected " + type + " but got " + message);
        }
        return message;
    }

    /** The next message; missing if none comes in that time. */
    public JsonNode next(Duration patience) {
        try {
            String text = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return text == null ? JSON.missingNode() : JSON.readTree(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Id of the event that was read with {@link #next}, for streams. */
    public String nextId() {
        return ids.remove();
    }

    /** How the server ended it, within half a minute: the close code, or 0 for a stream. */
    public int closeCode() {
        try {
            Integer code = closeCodes.poll(30, TimeUnit.SECONDS);
            return code == null ? -1 : code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Breaks the connection off, as a crash does. */
    @Override
    public void close() {
        hangUp.run();
    }

    private void read(Stream<String> lines) {
        try (lines) {
            lines.forEach(line -> {
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    messages.add(line.substring(6));
                }
            });
        } catch (java.io.UncheckedIOException e) {
            closeCodes.add(-2);
            return;
        }
        closeCodes.add(0);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(OVER);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCodes.add(code);
            return CompletableFuture.completedFuture(OVER);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closeCodes.add(-2);
        }
    }
}
