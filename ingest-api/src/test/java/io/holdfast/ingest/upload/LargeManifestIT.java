package io.holdfast.ingest.upload;

import io.holdfast.ingest.http.LargeManifests;
import io.holdfast.ingest.http.Turns;
import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON above 1 MiB, where a manifest is sent. */
class LargeManifestIT {
    private static final int LENGTH = 2 << 20;

    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void sendersWhoStopInTheMiddleHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                slow.add(stopped());
            }
            Reply opened = ada.raw("POST", "/files/upload/initiate", "application/json", manifest("/padded"));
            assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void readersWhoDoNotReadTheirAnswerHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                slow.add(unread("/unread" + i));
            }
            Reply opened = ada.raw("POST", "/files/upload/initiate", "application/json", manifest("/other"));
            assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Asks for more blocks than its sockets take answers for; returns once the answer has begun. */
    private Socket unread(String path) throws IOException {
        int blocks = 30_000;
        String chunks = IntStream.range(0, blocks)
                .mapToObj(n -> String.format("{\"index\":%d,\"size\":65536,\"hash\":\"%064x\"}", n, n + 1))
                .collect(Collectors.joining(","));
        byte[] body = ("{\"path\":\"" + path + "\",\"file_size\":" + blocks * 65_536L + ",\"chunks\":[" + chunks + "]}")
                .getBytes(StandardCharsets.US_ASCII);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", ada.address().getPort()));
        socket.getOutputStream().write(head(body.length, "").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        assertThat(socket.getInputStream().readNBytes(12))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private String head(int length, String more) {
        return "POST /api/v1/files/upload/initiate HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ada.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n" + more + "\r\n";
    }

    @Test
    void aVersionOfManyBlocksIsListedAndReadBlockByBlock() {
        byte[] block = Blocks.random(64 << 10, 3);
        byte[][] blocks = new byte[5_000][];
        Arrays.fill(blocks, block);
        blocks[4_500] = Blocks.random(70_000, 4);
        Reply opened = ada.post("/files/upload/initiate", Blocks.file("/many", blocks));
        Blocks.send(ada, opened, block, blocks[4_500]);
        Reply status = ada.get("/uploads/" + opened.at("/upload_id"));
        assertThat(status.json().at("/confirmed").size()).isEqualTo(5_000);
        assertThat(Blocks.commit(ada, opened).at("/status")).isEqualTo("committed");
        String file = "/files/" + ada.get("/files/by-path?path=/many").at("/file_id");
        Reply manifest = ada.get(file + "/manifest");
        assertThat(manifest.json().at("/blocks").size()).isEqualTo(5_000);
        assertThat(manifest.numberAt("/blocks/4501/offset")).isEqualTo(4_500L * (64 << 10) + 70_000);
        assertThat(manifest.at("/blocks/4500/hash")).isEqualTo(Blocks.hash(blocks[4_500]));
        assertThat(ada.get(manifest.at("/blocks/4500/url").replaceFirst("^.*/api/v1", ""))
                        .bytes())
                .isEqualTo(blocks[4_500]);
        assertThat(ada.get(file + "/versions/1/blocks/5000").status()).isEqualTo(404);
        long from = 4_499L * (64 << 10);
        byte[] part = ada.with("Range", "bytes=" + from + "-" + (from + 200_000))
                .get(file + "/download")
                .bytes();
        assertThat(Arrays.copyOfRange(part, 64 << 10, (64 << 10) + 70_000)).isEqualTo(blocks[4_500]);
        assertThat(Arrays.copyOf(part, 64 << 10)).isEqualTo(block);
    }

    @Test
    void commitsCopiesAndRestoresOfVeryManyBlocksWaitForTheirTurn() throws Exception {
        byte[] block = Blocks.random(64 << 10, 5);
        byte[][] blocks = new byte[LargeManifests.SMALL_BLOCKS + 1][];
        Arrays.fill(blocks, block);
        Reply opened = ada.post("/files/upload/initiate", Blocks.file("/turns", blocks));
        Blocks.send(ada, opened, block);
        assertThat(inTurn(() -> Blocks.commit(ada, opened)).at("/status")).isEqualTo("committed");
        assertThat(inTurn(() -> Blocks.commit(ada, opened)).at("/status"))
                .as("a repeat")
                .isEqualTo("committed");
        String file = "/files/" + ada.get("/files/by-path?path=/turns").at("/file_id");
        Map<String, Object> copy =
                Map.of("parent_folder_id", ada.get("/account").at("/root_folder_id"), "name", "copy");
        assertThat(inTurn(() -> ada.post(file + "/copy", copy)).status()).isEqualTo(201);
        assertThat(inTurn(() -> ada.post(file + "/restore", Map.of("version_number", 1)))
                        .status())
                .isEqualTo(200);
    }

    /** While others have all the turns it waits; small files do not. */
    private Reply inTurn(Supplier<Reply> call) throws Exception {
        LargeManifests manifests = RunningApi.shared().part(LargeManifests.class);
        CompletableFuture<Reply> answer;
        try (Turns.Turn first = manifests.turnFor(Long.MAX_VALUE);
                Turns.Turn second = manifests.turnFor(Long.MAX_VALUE)) {
            answer = CompletableFuture.supplyAsync(call);
            while (manifests.waiting() == 0 && !answer.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(answer).isNotDone();
            assertThat(ada.upload("/small", new byte[10], "on_conflict", "overwrite")
                            .status())
                    .isEqualTo(201);
        }
        return answer.get(60, TimeUnit.SECONDS);
    }

    /** Returns once its body is being read. */
    private Socket stopped() throws IOException {
        Socket socket = new Socket("127.0.0.1", ada.address().getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(head(LENGTH, "Expect: 100-continue\r\n").getBytes(StandardCharsets.US_ASCII));
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 ");
        socket.getOutputStream().write("{\"path\":".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Of an empty file, with much space in it. */
    private static byte[] manifest(String path) {
        String start = "{\"path\":\"" + path + "\",\"file_size\":0,\"chunks\":[]";
        return (start + " ".repeat(LENGTH - start.length() - 1) + "}").getBytes(StandardCharsets.US_ASCII);
    }
}
