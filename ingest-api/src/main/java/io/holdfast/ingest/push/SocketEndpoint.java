package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket from its opening to its end. What a client sends is ignored; that it answers pings is what keeps it open. */
final class SocketEndpoint extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);
    private static final long PING_TIMEOUT_MS = 1_000;

    private final Function<Session, Subscriber> admission;
    private final Consumer<Subscriber> leave;
    private final long silenceMillis;
    private volatile @Nullable Subscriber subscriber;

    /**
     * @param admission registers the device
     * @param leave forgets it
     * @param silenceMillis a client that says nothing for so long, and does not answer pings, is gone
     */
    SocketEndpoint(Function<Session, Subscriber> admission, Consumer<Subscriber> leave, long silenceMillis) {
        this.admission = admission;
        this.leave = leave;
        this.silenceMillis = silenceMillis;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.getUserProperties().put("org.apache.tomcat.websocket.READ_IDLE_TIMEOUT_MS", silenceMillis);
        session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", PING_TIMEOUT_MS);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
        try {
            Subscriber admitted = admission.apply(session);
            subscriber = admitted;
            admitted.open();
        } catch (HoldfastException e) {
            refuse(session, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("a socket could not be opened: {}", e.toString());
            refuse(session, "try again later");
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        forget();
    }

    @Override
    public void onError(Session session, Throwable error) {
        LOG.debug("a socket failed: {}", error.toString());
        forget();
    }

    private void forget() {
        Subscriber known = subscriber;
        if (known != null) {
            leave.accept(known);
        }
    }

    private static void refuse(Session session, String why) {
        try {
            session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, why));
        } catch (IOException e) {
            LOG.debug("a socket was over already: {}", e.toString());
        }
    }
}
