package io.holdfast.ingest.upload;

import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.metadata.upload.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Resolves where the files of one request go; asks for each folder once. Belongs to one request. */
final class Destinations {
    private final Access access;
    private final Caller caller;
    private final UUID root;
    private final Map<UUID, UUID> folders = new HashMap<>();

    private Destinations(Access access, Caller caller, UUID root) {
        this.access = access;
        this.caller = caller;
        this.root = root;
    }

    static Destinations of(Access access, Caller caller) {
        return new Destinations(access, caller, access.home(caller).rootId());
    }

    /** @throws io.holdfast.core.error.HoldfastException.NotFound if the caller sees no such folder */
    Target.AtPath resolve(Destination destination) {
        return destination.resolve(
                root,
                asked -> folders.computeIfAbsent(
                        asked, id -> access.folder(caller, id.toString()).id()));
    }
}
