package io.holdfast.benchmarks.api;

import io.holdfast.benchmarks.Report;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code small-files}: many small files through a running system, in batches: declared, sent as bundles, committed. */
@Command(
        name = "small-files",
        description = {
            "Files a second that a running system takes, each of one new block, durable and committed.",
            "Give it the output of 'holdfast status --json'. It registers a user of its own and leaves its files."
        })
public final class SmallFilesBenchmark implements Callable<Integer> {
    private static final String BUNDLE = "application/vnd.holdfast.blocks";

    @Parameters(description = "a file with the output of 'holdfast status --json'")
    private Path status = Path.of("status.json");

    @Option(names = "--files", defaultValue = "100000", description = "how many (default ${DEFAULT-VALUE})")
    private int files;

    @Option(names = "--size", defaultValue = "4096", description = "bytes of each (default ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--batch", defaultValue = "1000", description = "files of one upload (default ${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--connections", defaultValue = "2", description = "at once (default ${DEFAULT-VALUE})")
    private int connections;

    /** Other bytes in each run: blocks that are there already would be no work. */
    private final long seed = System.nanoTime();

    /** A file's bytes and their digest. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Small(String path, byte[] digest, byte[] bytes) {}

    @Override
    public Integer call() throws Exception {
        URI api = URI.create(JsonMapper.shared()
                .readTree(Files.readString(status))
                .path("api_url")
                .asString());
        String token;
        try (Wire wire = new Wire(api.getHost(), api.getPort())) {
            token = account(wire);
        }
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> {
                    upload(api, token, next);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Report.line(
                "%d files of %d bytes in %.1f s: %.0f files/s (%d connections, %d files a batch)",
                files, size, seconds, files / seconds, connections, batch);
        return 0;
    }

    private void upload(URI api, String token, AtomicInteger next) throws Exception {
        try (Wire wire = new Wire(api.getHost(), api.getPort())) {
            for (int first = next.getAndAdd(batch); first < files; first = next.getAndAdd(batch)) {
                List<Small> some = new ArrayList<>();
                for (int number = first; number < Math.min(files, first + batch); number++) {
                    some.add(small(number));
                }
                upload(wire, token, some);
            }
        }
    }

    private static void upload(Wire wire, String token, List<Small> files) throws IOException {
        JsonNode opened = json(wire.post("/api/v1/files/upload/initiate-batch", token, declared(files)), 201);
        URI bundle = URI.create(opened.path("bundle_url").asString());
        json(wire.send("POST", bundle.getPath(), token, BUNDLE, bundle(files)), 200);
        JsonNode committed =
                json(wire.post("/api/v1/uploads/" + opened.path("upload_id").asString() + "/commit", token, "{}"), 200);
        for (JsonNode file : committed.path("files")) {
            if (file.at("/file/file_id").asString().isEmpty()) {
                throw new IOException("a file was not committed: " + file);
            }
        }
    }

    private static String declared(List<Small> files) {
        StringBuilder body = new StringBuilder("{\"files\":[");
        for (Small file : files) {
            body.append(body.length() > 10 ? "," : "")
                    .append("{\"path\":\"")
                    .append(file.path())
                    .append("\",\"file_size\":")
                    .append(file.bytes().length)
                    .append(",\"chunks\":[{\"index\":0,\"size\":")
                    .append(file.bytes().length)
                    .append(",\"hash\":\"")
                    .append(HexFormat.of().formatHex(file.digest()))
                    .append("\"}]}");
        }
        return body.append("]}").toString();
    }

    private static byte[] bundle(List<Small> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            for (Small file : files) {
                out.write(file.digest());
                out.writeInt(file.bytes().length);
                out.write(file.bytes());
            }
        }
        return body.toByteArray();
    }

    private Small small(int number) throws NoSuchAlgorithmException {
        byte[] bytes = new byte[size];
        new Random(seed + number).nextBytes(bytes);
        String path = "/small/" + number / 1000 + "/" + number;
        return new Small(path, MessageDigest.getInstance("SHA-256").digest(bytes), bytes);
    }

    private static String account(Wire wire) throws IOException {
        String login = "{\"email\":\"bench-" + System.nanoTime()
                + "@example.org\",\"password\":\"benchmark only, no secret\"}";
        json(wire.post("/api/v1/auth/register", "", login), 201);
        return json(wire.post("/api/v1/auth/login", "", login), 200)
                .path("access_token")
                .asString();
    }

    private static JsonNode json(Wire.Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.status() + " instead of " + status + ": " + answer.text());
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}
