package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.core.block.BlockId;
import io.holdfast.standalone.system.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Uploads many small files in one session: one question which blocks are missing, one body with all of them, one commit. A file
 * this small is one block, whatever the rule. Safe for many threads.
 */
final class BatchUploader {
    private final Person person;

    BatchUploader(Person person) {
        this.person = person;
    }

    /** The bytes of one small file; no block if it is empty. */
    private record Small(SourceFile source, BlockId hash, byte[] bytes) {}

    /**
     * @return those that the server has now; the others are to be tried one by one, which says what is wrong with each
     * @throws ApiProblem if the server does not answer as it should
     */
    List<UploadedFile> upload(List<SourceFile> files) throws IOException, InterruptedException {
        List<Small> batch = new ArrayList<>();
        for (SourceFile file : files) {
            batch.add(read(file));
        }
        JsonNode opened = person.post("/files/upload/initiate-batch", manifest(batch));
        Set<BlockId> needed = new HashSet<>();
        opened.path("upload_urls")
                .forEach(target -> needed.add(BlockId.parse(target.path("hash").asText())));
        List<Small> sent = firstOfEach(batch, needed);
        if (!sent.isEmpty()) {
            person.putBundle(opened.path("bundle_url").asText(), bundle(sent));
        }
        JsonNode commit = person.post(
                "/uploads/" + opened.path("upload_id").asText() + "/commit", Json.MAPPER.createObjectNode());
        return committed(batch, sent, commit.path("files"));
    }

    private static Small read(SourceFile file) throws IOException {
        try (InputStream in = file.content().openAt(0)) {
            byte[] bytes = in.readAllBytes();
            return new Small(file, BlockId.hash(ByteBuffer.wrap(bytes)), bytes);
        }
    }

    private static List<Small> firstOfEach(List<Small> batch, Set<BlockId> needed) {
        Set<BlockId> left = new HashSet<>(needed);
        return batch.stream().filter(file -> left.remove(file.hash())).toList();
    }

    /** The wire form: for each block its digest, its length, its bytes. */
    private static byte[] bundle(List<Small> blocks) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            for (Small block : blocks) {
                out.write(block.hash().bytes());
                out.writeInt(block.bytes().length);
                out.write(block.bytes());
            }
        }
        return body.toByteArray();
    }

    private static List<UploadedFile> committed(List<Small> batch, List<Small> sent, JsonNode results) {
        Set<Small> senders = new HashSet<>(sent);
        List<UploadedFile> uploaded = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Small file = batch.get(i);
            String id = results.path(i).at("/file/file_id").asText();
            if (!id.isEmpty()) {
                int size = file.bytes().length;
                boolean sender = senders.contains(file);
                uploaded.add(new UploadedFile(
                        file.source(),
                        id,
                        size == 0 ? Map.of() : Map.of(file.hash(), size),
                        sender ? size : 0,
                        sender ? 1 : 0));
            }
        }
        return uploaded;
    }

    private static ObjectNode manifest(List<Small> batch) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode files = body.putArray("files");
        for (Small small : batch) {
            int size = small.bytes().length;
            ObjectNode file = files.addObject();
            file.put("path", small.source().path()).put("file_size", size);
            ArrayNode chunks = file.putArray("chunks");
            if (size > 0) {
                chunks.addObject()
                        .put("index", 0)
                        .put("size", size)
                        .put("hash", small.hash().hex());
            }
        }
        return body;
    }
}
