package io.holdfast.ingest.access;

import io.holdfast.metadata.namespace.Actor;
import java.util.Optional;
import java.util.UUID;

/** Whom a request speaks for; {@code family} is the log-in that its token descends from. */
public record Caller(UUID accountId, UUID deviceId, UUID family) {
    static final String ATTRIBUTE = Caller.class.getName();

    /** As the journal names them. */
    public Actor actor() {
        return new Actor(accountId, Optional.of(deviceId));
    }
}
