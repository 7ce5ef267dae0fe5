package io.holdfast.blockstore.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A network and a server that misbehave: passes bytes between the store and the real S3 server, and lets a test change the beginning of each
 * answer. Requests are signed and cannot be changed.
 */
final class MeddlingProxy implements AutoCloseable {
    private final URI server;
    private final ServerSocket listening;
    private final UnaryOperator<String> answers;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param answers from what the server sent to what the client gets; empty cuts the connection */
    MeddlingProxy(URI server, UnaryOperator<String> answers) throws IOException {
        this.server = server;
        this.answers = answers;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(client, upstream, UnaryOperator.identity()));
                threads.execute(() -> pass(upstream, client, answers));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** An answer that is to be changed comes in one piece: it is short, and on the loopback. */
    private static void pass(Socket from, Socket to, UnaryOperator<String> change) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                String piece = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
                String changed = change.apply(piece);
                if (changed.isEmpty()) {
                    return;
                }
                out.write(changed.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // one side has gone; so does the other
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
