package io.holdfast.ingest.download;

import io.holdfast.ingest.running.Client;
import io.holdfast.ingest.running.Reply;
import io.holdfast.ingest.running.RunningApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Readers who do not read, on every buffer that there is. */
class SlowReaderIT {
    private final Client ada = Client.newUser(RunningApi.shared(), "laptop");

    @Test
    void aSlowReaderHoldsNobodyUpAndGetsEveryByteInTheEnd() throws IOException {
        byte[] content = content();
        String file = ada.upload("/big.bin", content).at("/file_id");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(begun(file));
            }
            Reply quick = ada.get("/files/" + file + "/download");
            assertThat(quick.status()).isEqualTo(200);
            assertThat(quick.bytes()).isEqualTo(content);
            assertThat(rest(slow.get(0))).isEqualTo(content);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Blocks of 8 MiB, so that no socket takes a whole one by itself. */
    private static byte[] content() {
        byte[] content = new byte[20 << 20];
        for (int at = 0; at < content.length; at += 8 << 20) {
            content[at] = (byte) (at >> 20 | 1);
        }
        return content;
    }

    /** Returns once its answer has begun. */
    private Socket begun(String file) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", ada.address().getPort()));
        String request = "GET /api/v1/files/" + file + "/download HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nAuthorization: Bearer " + ada.token() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    /** What comes behind the head of the answer. */
    private static byte[] rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        return in.readAllBytes();
    }
}
