package io.holdfast.metadata.namespace;

import java.util.UUID;

/** A namespace to be made, with the ids of itself and of its root folder. */
public record NewNamespace(UUID id, UUID ownerId, UUID rootId, String chunkingProfile, long quotaBytes) {}
