package io.holdfast.metadata.answer;

/**
 * What a write was answered.
 *
 * @param contentType empty if there is no body
 */
public record StoredAnswer(int status, String contentType, byte[] body) {}
