package io.holdfast.benchmarks.api;

import io.holdfast.benchmarks.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code api}: requests per second of a running system, each kind beside what bounds it. */
@Command(
        name = "api",
        description = {
            "Reads and commits per second of a running system, beside an answer that does nothing and beside PostgreSQL"
                    + " committing one row.",
            "Give it the output of 'holdfast status --json'. It registers a user of its own and leaves its files."
        })
public final class ApiBenchmark implements Callable<Integer> {
    private static final String PASSWORD = "benchmark only, no secret";

    @Parameters(description = "a file with the output of 'holdfast status --json'")
    private Path status = Path.of("status.json");

    @Option(names = "--connections", defaultValue = "8", description = "at once (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "10", description = "timed, of each kind (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--entries",
            defaultValue = "2000",
            description = "files in the namespace (default ${DEFAULT-VALUE})")
    private int entries;

    @Option(names = "--commits-only", description = "leave the reads out")
    private boolean commitsOnly;

    private final AtomicLong next = new AtomicLong();

    @Override
    public Integer call() throws Exception {
        JsonNode system = JsonMapper.shared().readTree(Files.readString(status));
        URI api = URI.create(system.path("api_url").asString());
        Load load = new Load(connections, seconds);
        Report.line("%d connections, %d s each, %d files in the namespace", connections, seconds, entries);
        try (Wire wire = open(api)) {
            String token = account(wire);
            Known block = known(wire, token);
            for (int i = 0; i < entries; i++) {
                commit(wire, token, block);
            }
            double nothing = gets(load, api, "", "GET that does nothing (liveness)", "/actuator/health/liveness", 0);
            if (!commitsOnly) {
                reads(load, api, wire, token, block.fileId(), nothing);
            }
            double bare = rows(load, system);
            load.run(thread -> {
                        Wire own = open(api);
                        return new Load.Work() {
                            @Override
                            public void once() throws Exception {
                                commit(own, token, block);
                            }

                            @Override
                            public void close() throws Exception {
                                own.close();
                            }
                        };
                    })
                    .print("initiate + commit of a file, one namespace", Math.min(nothing, bare));
        }
        return 0;
    }

    private static void reads(Load load, URI api, Wire wire, String token, String fileId, double nothing)
            throws Exception {
        gets(load, api, token, "GET /files/{id}", "/api/v1/files/" + fileId, nothing);
        gets(load, api, token, "GET /files/by-path", "/api/v1/files/by-path?path=/known/first", nothing);
        String children = "/api/v1/folders/root/children?limit=50";
        gets(load, api, token, "GET /folders/{id}/children, 2 entries", children, nothing);
        gets(load, api, token, "GET /sync/delta, the first 500 entries", "/api/v1/sync/delta?limit=500", nothing);
        String last = caughtUp(wire, token);
        gets(load, api, token, "GET /sync/delta, nothing new", "/api/v1/sync/delta?cursor=" + last, nothing);
    }

    /** The cursor of a device that knows everything. */
    private static String caughtUp(Wire wire, String token) throws IOException {
        JsonNode page = json(expect(200, wire.get("/api/v1/sync/delta", token)));
        while (page.path("has_more").asBoolean()) {
            page = json(expect(
                    200,
                    wire.get(
                            "/api/v1/sync/delta?cursor="
                                    + page.path("next_cursor").asString(),
                            token)));
        }
        return page.path("next_cursor").asString();
    }

    private static Wire open(URI api) throws IOException {
        return new Wire(api.getHost(), api.getPort());
    }

    private static double gets(Load load, URI api, String token, String name, String path, double reference)
            throws Exception {
        Load.Result result = load.run(thread -> {
            Wire wire = open(api);
            return new Load.Work() {
                @Override
                public void once() throws IOException {
                    expect(200, wire.get(path, token));
                }

                @Override
                public void close() throws IOException {
                    wire.close();
                }
            };
        });
        result.print(name, reference);
        return result.perSecond();
    }

    private static double rows(Load load, JsonNode system) throws Exception {
        try (BareRows rows = new BareRows(system)) {
            Load.Result result = load.run(thread -> rows.work());
            result.print("PostgreSQL, one row a transaction", 0);
            return result.perSecond();
        }
    }

    private String account(Wire wire) throws IOException {
        String login = "{\"email\":\"bench-" + System.nanoTime() + "@example.org\",\"password\":\"" + PASSWORD + "\"}";
        expect(201, wire.post("/api/v1/auth/register", "", login));
        return json(expect(200, wire.post("/api/v1/auth/login", "", login)))
                .path("access_token")
                .asString();
    }

    /** A block that the user has, and the file that brought it. */
    private record Known(String hash, int sizeBytes, String fileId) {}

    private Known known(Wire wire, String token) throws Exception {
        byte[] bytes = ("known to the benchmark " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        String upload = initiate(wire, token, "/known/first", hash, bytes.length);
        Wire.Answer put = wire.send(
                "PUT", "/api/v1/uploads/" + upload + "/blocks/" + hash, token, "application/octet-stream", bytes);
        expect(204, put);
        JsonNode committed = json(expect(200, wire.post("/api/v1/uploads/" + upload + "/commit", token, "{}")));
        return new Known(
                hash, bytes.length, committed.at("/files/0/file/file_id").asString());
    }

    private void commit(Wire wire, String token, Known block) throws IOException {
        String path = "/committed/" + next.incrementAndGet();
        String upload = initiate(wire, token, path, block.hash(), block.sizeBytes());
        expect(200, wire.post("/api/v1/uploads/" + upload + "/commit", token, "{}"));
    }

    private static String initiate(Wire wire, String token, String path, String hash, int size) throws IOException {
        String body = "{\"path\":\"" + path + "\",\"file_size\":" + size + ",\"chunks\":[{\"index\":0,\"size\":" + size
                + ",\"hash\":\"" + hash + "\"}]}";
        Wire.Answer answer = wire.post("/api/v1/files/upload/initiate", token, body);
        return json(expect(answer.status() == 201 ? 201 : 200, answer))
                .path("upload_id")
                .asString();
    }

    private static Wire.Answer expect(int status, Wire.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException(answer.status() + " instead of " + status + ": " + answer.text());
        }
        return answer;
    }

    private static JsonNode json(Wire.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
