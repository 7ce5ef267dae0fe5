package io.holdfast.ingest.running;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API answered. */
public record Reply(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(bytes());
    }

    /** The text at a path such as {@code /file/file_id}; empty if there is none. */
    public String at(String pointer) {
        JsonNode node = json().at(pointer);
        return node.isMissingNode() || node.isNull() ? "" : node.asString();
    }

    public long numberAt(String pointer) {
        return json().at(pointer).asLong();
    }

    /** The first value of a header; empty if there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** For messages of failed assertions. */
    @Override
    public String toString() {
        String text = text();
        return status() + " " + text.substring(0, Math.min(text.length(), 500));
    }
}
