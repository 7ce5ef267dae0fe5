package io.holdfast.core.block;

import java.time.Instant;

/** What a store's listing says of one object; {@code storedSizeBytes} is its size on the store, frame included. */
public record StoredObject(ObjectName name, long storedSizeBytes, Instant storedAt) {}
