package io.holdfast.metadata.entry;

import java.time.Instant;
import java.util.UUID;

/** A place in the trash, which is in the order of time: behind the entry with this id, deleted at this time. */
public record TrashPosition(Instant deletedAt, UUID entryId) {
    /** Before all there is. */
    public static final TrashPosition START =
            new TrashPosition(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1L, -1L));

    public static TrashPosition behind(Entry entry) {
        return new TrashPosition(
                entry.deletedAt().orElseThrow(() -> new IllegalArgumentException(entry.id() + " is not in the trash")),
                entry.id());
    }
}
