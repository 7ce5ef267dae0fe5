package io.holdfast.ingest.upload;

import io.holdfast.core.block.BlockId;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Blocks and files as a client of the tests makes them. */
final class Blocks {
    static final String BUNDLE = "application/vnd.holdfast.blocks";

    private Blocks() {}

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String hash(byte[] block) {
        return BlockId.hash(ByteBuffer.wrap(block)).hex();
    }

    /** The wire form of these blocks, one after another. */
    static byte[] bundle(byte[]... blocks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            for (byte[] block : blocks) {
                out.write(BlockId.hash(ByteBuffer.wrap(block)).bytes());
                out.writeInt(block.length);
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    /** A file of these blocks, as initiate takes it. */
    static Map<String, Object> file(String path, byte[]... blocks) {
        long size = 0;
        List<Map<String, Object>> chunks = new java.util.ArrayList<>();
        for (byte[] block : blocks) {
            chunks.add(Map.of("index", chunks.size(), "size", block.length, "hash", hash(block)));
            size += block.length;
        }
        return new HashMap<>(Map.of("path", path, "file_size", size, "chunks", chunks));
    }

    static Reply initiateBatch(Client client, List<Map<String, Object>> files) {
        return client.post("/files/upload/initiate-batch", Map.of("files", files));
    }

    static Reply send(Client client, Reply opened, byte[]... blocks) {
        return client.raw("POST", "/uploads/" + opened.at("/upload_id") + "/blocks", BUNDLE, bundle(blocks));
    }

    static Reply commit(Client client, Reply opened) {
        return client.post("/uploads/" + opened.at("/upload_id") + "/commit");
    }
}
