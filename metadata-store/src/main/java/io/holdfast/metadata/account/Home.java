package io.holdfast.metadata.account;

import java.util.UUID;

/** The namespace that an account owns, and its root folder. */
public record Home(UUID namespaceId, UUID rootId, String chunkingProfile) {}
