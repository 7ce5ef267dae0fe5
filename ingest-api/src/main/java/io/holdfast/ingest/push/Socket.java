package io.holdfast.ingest.push;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket, written to without waiting. */
final class Socket implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);
    private static final long SEND_TIMEOUT_MS = 30_000;

    private final Session session;
    private final Function<Message, String> format;

    Socket(Session session, Function<Message, String> format) {
        this.session = session;
        this.format = format;
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MS);
    }

    @Override
    public void send(Message message, Runnable done) {
        SendHandler handler = result -> {
            if (result.isOK()) {
                done.run();
            } else {
                broken(result.getException());
            }
        };
        try {
            session.getAsyncRemote().sendText(format.apply(message), handler);
        } catch (IllegalStateException e) {
            broken(e);
        }
    }

    /** A few bytes that the kernel takes at once, for nothing else is on its way. */
    @Override
    public void beat(Runnable done) {
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | IllegalStateException e) {
            broken(e);
            return;
        }
        done.run();
    }

    @Override
    public void close(Ending why) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(why.code()), why.word()));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a socket was over already: {}", e.toString());
        }
    }

    private void broken(Throwable why) {
        LOG.debug("a socket broke off: {}", why.toString());
        close(Ending.OVER);
    }
}
