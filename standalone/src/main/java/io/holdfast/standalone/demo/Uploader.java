package io.holdfast.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.chunk.Chunker;
import io.holdfast.core.chunk.ChunkingProfile;
import io.holdfast.standalone.system.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Uploads files the way a sync client does: cut, ask which blocks are missing, send those, commit. Safe for many threads. */
final class Uploader {
    private static final int COMMIT_TRIES = 4;

    private final Person person;
    private final ThreadLocal<Chunker> chunker = ThreadLocal.withInitial(() -> Chunker.of(ChunkingProfile.CDC_V1));

    private record Block(BlockId hash, long offset, int sizeBytes) {}

    Uploader(Person person) {
        this.person = person;
    }

    /** @throws ApiProblem if the server does not take the file */
    UploadedFile upload(SourceFile file) throws IOException, InterruptedException {
        List<Block> blocks = cut(file.content());
        JsonNode upload = person.post("/files/upload/initiate", manifest(file, blocks));
        Sending sending =
                new Sending(file.content(), blocks, upload.path("upload_id").asText());
        for (JsonNode target : upload.path("upload_urls")) {
            sending.send(
                    blocks.get(target.path("chunk_index").asInt()),
                    target.path("url").asText());
        }
        String fileId = commit(sending).at("/files/0/file/file_id").asText();
        Map<BlockId, Integer> distinct =
                blocks.stream().collect(Collectors.toMap(Block::hash, Block::sizeBytes, (one, same) -> one));
        return new UploadedFile(file, fileId, distinct, sending.bytes, sending.count);
    }

    /** A block that was collected between the first answer and the commit is sent after all. */
    private JsonNode commit(Sending sending) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return person.post("/uploads/" + sending.uploadId + "/commit", Json.MAPPER.createObjectNode());
            } catch (ApiProblem e) {
                if (!e.code().equals("missing_blocks") || attempt == COMMIT_TRIES) {
                    throw e;
                }
                for (JsonNode hash : e.body().path("missing")) {
                    sending.sendAgain(BlockId.parse(hash.asText()));
                }
            }
        }
    }

    private List<Block> cut(Content content) throws IOException {
        List<Block> blocks = new ArrayList<>();
        long[] offset = {0};
        try (InputStream in = content.openAt(0)) {
            chunker.get().split(in, bytes -> {
                blocks.add(new Block(bytes.hash(), offset[0], bytes.sizeBytes()));
                offset[0] += bytes.sizeBytes();
            });
        }
        return blocks;
    }

    private static ObjectNode manifest(SourceFile file, List<Block> blocks) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("path", file.path());
        ArrayNode chunks = body.putArray("chunks");
        long size = 0;
        for (Block block : blocks) {
            chunks.addObject()
                    .put("index", chunks.size() - 1)
                    .put("size", block.sizeBytes())
                    .put("hash", block.hash().hex());
            size += block.sizeBytes();
        }
        return body.put("file_size", size);
    }

    /** The bytes of one upload on their way. */
    private final class Sending {
        private final Content content;
        private final List<Block> blocks;
        private final String uploadId;
        private long bytes;
        private int count;

        Sending(Content content, List<Block> blocks, String uploadId) {
            this.content = content;
            this.blocks = blocks;
            this.uploadId = uploadId;
        }

        void send(Block block, String url) throws IOException, InterruptedException {
            try (InputStream in = content.openAt(block.offset())) {
                person.putBlock(url, in.readNBytes(block.sizeBytes()));
            }
            bytes += block.sizeBytes();
            count++;
        }

        void sendAgain(BlockId hash) throws IOException, InterruptedException {
            for (Block block : blocks) {
                if (block.hash().equals(hash)) {
                    send(block, "/uploads/" + uploadId + "/blocks/" + hash.hex());
                    return;
                }
            }
            throw new IOException("the server misses the block " + hash + ", which is in no manifest of ours");
        }
    }
}
