package io.holdfast.metadata.gc;

import io.holdfast.core.block.ObjectName;
import java.time.Instant;

/** The committed permission to delete one object, for ever. */
public record DeleteIntent(ObjectName name, String reason, long storedBytes, Instant createdAt) {}
