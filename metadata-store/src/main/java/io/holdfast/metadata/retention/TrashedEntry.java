package io.holdfast.metadata.retention;

import java.time.Instant;
import java.util.UUID;

/** Something in the trash, under the id with which it was put there. */
public record TrashedEntry(UUID namespaceId, UUID entryId, Instant deletedAt) {}
