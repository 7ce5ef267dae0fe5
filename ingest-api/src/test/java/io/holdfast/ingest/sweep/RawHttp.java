package io.holdfast.ingest.sweep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sends bytes that no HTTP client would send, and reads what comes back. One connection a request. */
final class RawHttp {
    private static final int MAX_ANSWER = 4 << 20;

    private RawHttp() {}

    /** @return empty if the connection ended, or patience did, before there was a status line */
    static Optional<Answer> send(URI server, byte[] request, Duration patience) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            write(socket, request);
            return Answer.parse(read(socket.getInputStream()));
        }
    }

    /** A server that has seen enough may close while we still write; what it said before is worth reading. */
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException e) {
            // closed early: the answer tells
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 << 10];
        try {
            for (int n = in.read(buffer); n >= 0 && answer.size() < MAX_ANSWER; n = in.read(buffer)) {
                answer.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            // a stream that goes on: what has come is the answer
        } catch (IOException e) {
            if (answer.size() == 0) {
                return new byte[0];
            }
        }
        return answer.toByteArray();
    }

    /** Status, headers by lower-case name, and the body without its chunks. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Optional<Answer> parse(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            if (!text.startsWith("HTTP/1.1 ") || end < 0) {
                return Optional.empty();
            }
            String[] lines = text.substring(0, end).split("\r\n");
            Map<String, String> headers = new HashMap<>();
            for (int n = 1; n < lines.length; n++) {
                int colon = lines[n].indexOf(':');
                headers.put(
                        lines[n].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[n].substring(colon + 1).strip());
            }
            String body = text.substring(end + 4);
            boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
            return Optional.of(
                    new Answer(Integer.parseInt(text.substring(9, 12)), headers, chunked ? joined(body) : body));
        }

        private static String joined(String chunks) {
            StringBuilder body = new StringBuilder();
            for (String line : chunks.split("\r\n")) {
                if (!line.matches("[0-9a-fA-F]{1,8}")) {
                    body.append(line);
                }
            }
            return body.toString();
        }
    }
}
