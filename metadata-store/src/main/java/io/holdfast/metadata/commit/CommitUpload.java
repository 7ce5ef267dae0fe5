package io.holdfast.metadata.commit;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The wish to commit an upload.
 *
 * @param readable the namespaces whose blocks the caller may cite
 * @param deviceName what a conflicted copy is called after; asked for when there is one to be named
 */
public record CommitUpload(UUID uploadId, Set<UUID> readable, Supplier<String> deviceName) {
    public CommitUpload {
        readable = Set.copyOf(readable);
    }
}
