package io.holdfast.blockstore.network;

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
 * A network and a server that misbehave: passes bytes between a store and a real server, and lets a test change the beginning of each
 * request and answer, or cut the connection there.
 */
public final class MeddlingProxy implements AutoCloseable {
    private final URI server;
    private final ServerSocket listening;
    private final UnaryOperator<String> requests;
    private final UnaryOperator<String> answers;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param answers from what the server sent to what the client gets; empty cuts the connection */
    public MeddlingProxy(URI server, UnaryOperator<String> answers) throws IOException {
        this(server, UnaryOperator.identity(), answers);
    }

    /** @param requests likewise from what the client sent to what the server gets */
    public MeddlingProxy(URI server, UnaryOperator<String> requests, UnaryOperator<String> answers) throws IOException {
        this.server = server;
        this.requests = requests;
        this.answers = answers;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** In the place of the server's host and port. */
    public URI endpoint() {
        return URI.create(server.getScheme() + "://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(client, upstream, requests));
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
