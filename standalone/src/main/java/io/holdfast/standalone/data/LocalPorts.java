package io.holdfast.standalone.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** The ports of this machine. */
public final class LocalPorts {
    /** Below the range from which Linux takes the ports of outgoing connections, so that none of them takes ours. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    private LocalPorts() {}

    /** Whether a server could listen on it now. */
    public static boolean free(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static int candidate(RandomGenerator random) {
        return random.nextInt(FIRST, END);
    }
}
