package io.holdfast.metadata.retention;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The purge of what was put into the trash under one id, a folder with all that went with it, and how far it is. A value: a step that is
 * broken off begins again where the last one ended. Each entry is come by once, however many steps it takes.
 *
 * @param rule asked for each version; an entry stays in the trash while one of its versions, or of what lies in it, may not go
 * @param way from the entry down to where the walk stands; empty before the first step, and once it has ended without an element
 */
public record TrashPurge(UUID namespaceId, UUID entryId, String reason, PurgeRule rule, Optional<List<Place>> way) {
    public TrashPurge {
        way = way.map(List::copyOf);
    }

    /** One that is to begin. */
    public static TrashPurge of(UUID namespaceId, UUID entryId, String reason, PurgeRule rule) {
        return new TrashPurge(namespaceId, entryId, reason, rule, Optional.empty());
    }

    /** Whether nothing is left to do. */
    public boolean ended() {
        return way.isPresent() && way.get().isEmpty();
    }

    TrashPurge at(List<Place> standing) {
        return new TrashPurge(namespaceId, entryId, reason, rule, Optional.of(standing));
    }

    /** Where the walk stands in one entry; {@code kept} counts what of it has to stay. */
    sealed interface Place {
        UUID entry();

        int kept();

        /** Children up to this name are done. */
        record InFolder(UUID entry, String afterKey, int kept) implements Place {}

        /** Versions from this number on are done. */
        record InFile(UUID entry, long belowNumber, int kept) implements Place {}
    }
}
