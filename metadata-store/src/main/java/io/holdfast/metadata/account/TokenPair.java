package io.holdfast.metadata.account;

import java.time.Instant;

/** The two tokens that a log-in or a refresh hands out, as the server keeps them. */
public record TokenPair(TokenHash access, Instant accessExpiresAt, TokenHash refresh, Instant refreshExpiresAt) {}
