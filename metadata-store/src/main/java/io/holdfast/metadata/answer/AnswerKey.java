package io.holdfast.metadata.answer;

import java.util.UUID;

/** The key that a client gave to one of its writes; unique per account. */
public record AnswerKey(UUID accountId, String key) {}
