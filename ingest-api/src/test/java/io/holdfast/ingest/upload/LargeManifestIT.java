package io.holdfast.ingest.upload;

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
import java.util.List;
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
