package io.holdfast.ingest.access;

import io.holdfast.metadata.namespace.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** Whom a request speaks for; {@code family} is the log-in that its token descends from. */
public record Caller(UUID accountId, UUID deviceId, UUID family) {
    static final String ATTRIBUTE = Caller.class.getName();

    /** Who sent this request, once its token was checked; empty where none is asked for. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /** As the journal names them. */
    public Actor actor() {
        return new Actor(accountId, Optional.of(deviceId));
    }
}
