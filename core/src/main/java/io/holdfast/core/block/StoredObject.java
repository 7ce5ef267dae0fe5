package io.holdfast.core.block;

import java.time.Instant;

/** What a store's listing says of one frame: an object of its own, or a slice of a pack. The size is that on the store, frame included. */
public record StoredObject(Location location, Instant storedAt) {
    /** An object of its own. */
    public StoredObject(ObjectName name, long storedSizeBytes, Instant storedAt) {
        this(Location.single(name, storedSizeBytes), storedAt);
    }

    public ObjectName name() {
        return location.name();
    }

    public long storedSizeBytes() {
        return location.storedBytes();
    }
}
