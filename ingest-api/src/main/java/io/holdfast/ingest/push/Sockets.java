package io.holdfast.ingest.push;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.settings.PushSettings;
import io.holdfast.ingest.sync.Positions.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Turns requests into WebSockets. */
@Component
final class Sockets {
    /** The subprotocol that we speak; a browser offers it beside the one that carries its token. */
    static final String PROTOCOL = "holdfast.v1";

    private static final int SILENT_HEARTBEATS = 3;
    private static final int MOST_CHARACTERS = 1_024;
    private static final int MOST_BYTES = 128;

    private final Reception reception;
    private final Subscribers subscribers;
    private final PushSettings settings;
    private final JsonMapper json;

    Sockets(Reception reception, Subscribers subscribers, PushSettings settings, JsonMapper json) {
        this.reception = reception;
        this.subscribers = subscribers;
        this.settings = settings;
        this.json = json;
    }

    void open(Caller caller, Place place, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw new InvalidRequest(
                    "Upgrade", "this call opens a WebSocket; it needs the header 'Upgrade: websocket'");
        }
        Object container = request.getServletContext().getAttribute(ServerContainer.class.getName());
        if (!(container instanceof ServerContainer sockets)) {
            throw new Unavailable("this server has no WebSockets; use /sync/stream");
        }
        subscribers.checkRoom(caller.accountId());
        // Each connection has buffers of these sizes from the start, and clients have nothing to say.
        sockets.setDefaultMaxTextMessageBufferSize(MOST_CHARACTERS);
        sockets.setDefaultMaxBinaryMessageBufferSize(MOST_BYTES);
        SocketEndpoint endpoint = new SocketEndpoint(
                session ->
                        reception.admit(caller, place, Kind.WEBSOCKET, new Socket(session, json::writeValueAsString)),
                subscribers::remove,
                SILENT_HEARTBEATS * settings.heartbeat().toMillis());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/api/v1/sync/ws")
                .subprotocols(List.of(PROTOCOL))
                .configurator(new One(endpoint))
                .build();
        try {
            sockets.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new InvalidRequest("", "this is not a WebSocket handshake: " + e.getMessage());
        }
    }

    /** Gives the container the endpoint that is made already. No compression: it would cost each connection its own tables. */
    private static final class One extends ServerEndpointConfig.Configurator {
        private final SocketEndpoint endpoint;

        One(SocketEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
