package io.holdfast.metadata.upload;

import io.holdfast.core.block.ObjectName;

/** An object that has become durable under a ticket; {@code storedBytes} is its size on the store, frame included. */
public record StoredBlock(ObjectName name, int sizeBytes, long storedBytes) {}
