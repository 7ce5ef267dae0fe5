package io.holdfast.metadata.account;

/** What became of a refresh token that somebody presented. */
public sealed interface Rotation {
    /** It was good: the new pair is. */
    record Rotated(Session session) implements Rotation {}

    /** It was used before, so two parties have it: the log-in has ended and nobody gets a new pair. */
    record Reused(Session session) implements Rotation {}

    /** It is unknown or expired, or its log-in has ended. */
    record Refused() implements Rotation {}
}
