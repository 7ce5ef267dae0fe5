package io.holdfast.benchmarks.api;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user of the system under load: an account, the blocks that its namespace holds, and the calls of an upload. */
final class Member {
    private static final String PASSWORD = "benchmark only, no secret";
    private static final int BLOCKS = 24;
    /** The least that a block which is not the last may have. */
    private static final int BLOCK_BYTES = 1 << 16;

    private static final int BLOCKS_PER_FILE = 3;

    private final URI api;
    private final String token;
    private final List<Block> blocks;
    private final String firstFile;

    private record Block(String hash, byte[] bytes) {
        static Block made(SplittableRandom random) throws NoSuchAlgorithmException {
            byte[] bytes = new byte[BLOCK_BYTES];
            random.nextBytes(bytes);
            return new Block(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                    bytes);
        }
    }

    private Member(URI api, String token, List<Block> blocks, String firstFile) {
        this.api = api;
        this.token = token;
        this.blocks = blocks;
        this.firstFile = firstFile;
    }

    /** Registers, logs in and brings the blocks, in the file {@code /known/first}. */
    static Member join(URI api) throws IOException, NoSuchAlgorithmException {
        try (Wire wire = open(api)) {
            String name = "bench-" + System.nanoTime();
            String login = "{\"email\":\"" + name + "@example.org\",\"password\":\"" + PASSWORD + "\"}";
            expect(201, wire.post("/api/v1/auth/register", "", login));
            String token = json(expect(200, wire.post("/api/v1/auth/login", "", login)))
                    .path("access_token")
                    .asString();
            SplittableRandom random = new SplittableRandom(System.nanoTime());
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                blocks.add(Block.made(random));
            }
            Member empty = new Member(api, token, blocks, "");
            String upload = empty.open(wire, empty.file("/known/first", blocks));
            for (Block block : blocks) {
                String path = "/api/v1/uploads/" + upload + "/blocks/" + block.hash();
                expect(204, wire.send("PUT", path, token, "application/octet-stream", block.bytes()));
            }
            return new Member(
                    api,
                    token,
                    blocks,
                    json(empty.commit(wire, upload)).at("/files/0/file/file_id").asString());
        }
    }

    /** The id of {@code /known/first}. */
    String firstFile() {
        return firstFile;
    }

    Wire open() throws IOException {
        return open(api);
    }

    Wire.Answer get(Wire wire, String path) throws IOException {
        return expect(200, wire.get(path, token));
    }

    /** Opens an upload of a new file of three blocks that the namespace has; its id. */
    String initiate(Wire wire, String path, SplittableRandom random) throws IOException {
        return open(wire, file(path, some(random)));
    }

    /** Opens one upload of so many such files; its id. */
    String initiateBatch(Wire wire, String folder, int files, SplittableRandom random) throws IOException {
        String all = IntStream.range(0, files)
                .mapToObj(i -> file(folder + "/" + i, some(random)))
                .collect(Collectors.joining(",", "{\"files\":[", "]}"));
        Wire.Answer answer = wire.post("/api/v1/files/upload/initiate-batch", token, all);
        return json(expect(200, answer)).path("upload_id").asString();
    }

    Wire.Answer commit(Wire wire, String upload) throws IOException {
        return expect(200, wire.post("/api/v1/uploads/" + upload + "/commit", token, "{}"));
    }

    private String open(Wire wire, String file) throws IOException {
        Wire.Answer answer = wire.post("/api/v1/files/upload/initiate", token, file);
        return json(expect(200, answer)).path("upload_id").asString();
    }

    private List<Block> some(SplittableRandom random) {
        int first = random.nextInt(blocks.size() - BLOCKS_PER_FILE);
        return blocks.subList(first, first + BLOCKS_PER_FILE);
    }

    private String file(String path, List<Block> content) {
        StringBuilder chunks = new StringBuilder();
        long size = 0;
        for (int i = 0; i < content.size(); i++) {
            Block block = content.get(i);
            chunks.append(i == 0 ? "" : ",")
                    .append("{\"index\":")
                    .append(i)
                    .append(",\"size\":")
                    .append(block.bytes().length)
                    .append(",\"hash\":\"")
                    .append(block.hash())
                    .append("\"}");
            size += block.bytes().length;
        }
        return "{\"path\":\"" + path + "\",\"file_size\":" + size + ",\"chunks\":[" + chunks + "]}";
    }

    private static Wire open(URI api) throws IOException {
        return new Wire(api.getHost(), api.getPort());
    }

    static Wire.Answer expect(int status, Wire.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.status() + " instead of " + status + ": " + answer.text());
        }
        return answer;
    }

    static JsonNode json(Wire.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
