package io.holdfast.metadata.upload;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;

/** A block that has become durable under a ticket, and where it lies; {@code sizeBytes} is that of the block. */
public record StoredBlock(Location location, int sizeBytes) {
    public ObjectName name() {
        return location.name();
    }

    /** What it takes on the store, frame included. */
    long storedBytes() {
        return location.storedBytes();
    }
}
