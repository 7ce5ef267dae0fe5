package io.holdfast.metadata.account;

import java.util.UUID;

/** One machine or program that an account logged in from. */
public record Device(UUID id, UUID accountId, String name, String type) {}
