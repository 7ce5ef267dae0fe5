package io.holdfast.metadata.account;

import java.util.UUID;

/** Whom a valid token speaks for. {@code family} is the log-in it descends from. */
public record Session(UUID family, UUID accountId, UUID deviceId) {}
