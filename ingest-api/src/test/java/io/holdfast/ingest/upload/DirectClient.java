package io.holdfast.ingest.upload;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

import static io.holdfast.ingest.upload.Blocks.file;
import static io.holdfast.ingest.upload.Blocks.hash;

/** A client of the tests that sends blocks to where the API says that the store is. */
final class DirectClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DirectClient() {}

    static Reply initiate(Client client, String path, byte[]... blocks) {
        return client.post("/files/upload/initiate", file(path, blocks));
    }

    static Reply offer(Client client, Reply opened, byte[]... blocks) {
        return ask(client, opened, "/direct", blocks);
    }

    static Reply confirm(Client client, Reply opened, byte[]... blocks) {
        return ask(client, opened, "/direct/confirm", blocks);
    }

    private static Reply ask(Client client, Reply opened, String call, byte[]... blocks) {
        List<String> hashes = Stream.of(blocks).map(Blocks::hash).toList();
        return client.post("/uploads/" + opened.at("/upload_id") + call, Map.of("hashes", hashes));
    }

    /** Sends a block to where it was offered, with the headers that belong to it. */
    static int put(Reply offered, byte[] block) {
        return put(offered, block, block);
    }

    static int put(Reply offered, byte[] block, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(offered, block)).PUT(BodyPublishers.ofByteArray(body));
        direction(offered, block).get("headers").properties().stream()
                .filter(header -> !header.getKey().equals("content-length"))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        try {
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static URI url(Reply offered, byte[] block) {
        return URI.create(direction(offered, block).get("url").asString());
    }

    private static JsonNode direction(Reply offered, byte[] block) {
        return StreamSupport.stream(offered.json().get("urls").spliterator(), false)
                .filter(one -> one.get("hash").asString().equals(hash(block)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no URL for it: " + offered));
    }

    static Set<String> strings(Reply reply, String pointer) {
        return StreamSupport.stream(reply.json().at(pointer).spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }
}
