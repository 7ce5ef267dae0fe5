package io.holdfast.e2e;

import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import io.holdfast.core.manifest.BlockRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client written from the API's contract alone: one user, one device. */
final class Client {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String api;
    private String token = "";

    Client(String apiUrl) {
        this.api = apiUrl + "/api/v1";
    }

    /** Answer of a call: status, body. */
    record Answer(int status, byte[] body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        Answer mustBe(int expected) {
            if (status != expected) {
                throw new IllegalStateException("status " + status + " instead of " + expected + ": "
                        + new String(body, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    Client register(String email) {
        Map<String, String> credentials = Map.of("email", email, "password", "correct horse battery staple");
        post("/auth/register", credentials).mustBe(201);
        return login(email);
    }

    Client login(String email) {
        Map<String, String> credentials =
                Map.of("email", email, "password", "correct horse battery staple", "device_name", "Test");
        token = post("/auth/login", credentials)
                .mustBe(200)
                .json()
                .path("access_token")
                .asString();
        return this;
    }

    /** What a manifest-first upload did. */
    record Upload(String fileId, int sentBlocks, long sentBytes) {}

    /** Initiate, put what is missing, commit. */
    Upload upload(String path, byte[] content, ChunkingProfile profile) {
        List<BlockRef> blocks = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        try {
            Chunker.of(profile).split(content, block -> {
                blocks.add(new BlockRef(block.hash(), block.sizeBytes()));
                byte[] body = new byte[block.sizeBytes()];
                block.buffer().get(body);
                bodies.add(body);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode session = post(
                        "/files/upload/initiate",
                        Map.of("path", path, "file_size", content.length, "chunks", chunks(blocks)))
                .mustBe(200)
                .json();
        long sentBytes = 0;
        int sentBlocks = 0;
        for (JsonNode url : session.path("upload_urls")) {
            byte[] body = bodies.get(url.path("chunk_index").asInt());
            send("PUT", url.path("url").asString(), BodyPublishers.ofByteArray(body))
                    .mustBe(204);
            sentBytes += body.length;
            sentBlocks++;
        }
        JsonNode result = post("/uploads/" + session.path("upload_id").asString() + "/commit", Map.of())
                .mustBe(200)
                .json();
        if (!result.path("status").asString().equals("committed")) {
            throw new IllegalStateException("not committed: " + result);
        }
        String fileId =
                result.path("files").path(0).path("file").path("file_id").asString();
        return new Upload(fileId, sentBlocks, sentBytes);
    }

    private static List<Map<String, Object>> chunks(List<BlockRef> blocks) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (BlockRef block : blocks) {
            chunks.add(Map.of(
                    "index",
                    chunks.size(),
                    "size",
                    block.sizeBytes(),
                    "hash",
                    block.hash().hex()));
        }
        return chunks;
    }

    /** One-shot upload; answers the file's id. */
    String uploadWhole(String path, byte[] content) {
        String boundary = "holdfast-boundary";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n" + path + "\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request(api + "/files/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArrays(List.of(head, content, tail)))
                .build();
        return send(request).mustBe(201).json().path("file_id").asString();
    }

    byte[] download(String fileId) {
        return send("GET", api + "/files/" + fileId + "/download", BodyPublishers.noBody())
                .mustBe(200)
                .body();
    }

    JsonNode byPath(String path) {
        return send(
                        "GET",
                        api + "/files/by-path?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8),
                        BodyPublishers.noBody())
                .mustBe(200)
                .json();
    }

    void delete(String fileId) {
        Answer answer = send("DELETE", api + "/files/" + fileId, BodyPublishers.noBody());
        if (answer.status() / 100 != 2) {
            answer.mustBe(204);
        }
    }

    /** Where the API is, with its version. */
    String api() {
        return api;
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send("GET", api + path, BodyPublishers.noBody());
    }

    private Answer post(String path, Map<String, ?> body) {
        HttpRequest request = request(api + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return send(request);
    }

    private Answer send(String method, String url, BodyPublisher body) {
        return send(request(url).method(method, body).build());
    }

    private HttpRequest.Builder request(String url) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(api).resolve(url)).timeout(Duration.ofMinutes(2));
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
