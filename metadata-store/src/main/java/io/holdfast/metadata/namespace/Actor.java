package io.holdfast.metadata.namespace;

import java.util.Optional;
import java.util.UUID;

/** Who does something, and from which device. */
public record Actor(UUID accountId, Optional<UUID> deviceId) {}
