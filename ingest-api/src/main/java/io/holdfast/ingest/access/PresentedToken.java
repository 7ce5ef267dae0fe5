package io.holdfast.ingest.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * The access token that a request shows: in its header, or as a subprotocol of a WebSocket, because a browser can set no header
 * there. Never in a URL, which would end up in logs.
 */
final class PresentedToken {
    private static final String SCHEME = "Bearer ";
    private static final String SUBPROTOCOL = "bearer.";
    private static final String SOCKET = "/api/v1/sync/ws";

    private PresentedToken() {}

    static Optional<String> of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? Optional.of(header.substring(SCHEME.length()).strip())
                    : Optional.empty();
        }
        return request.getServletPath().equals(SOCKET) ? offered(request) : Optional.empty();
    }

    private static Optional<String> offered(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
                .map(protocol -> protocol.substring(SUBPROTOCOL.length()))
                .findFirst();
    }
}
