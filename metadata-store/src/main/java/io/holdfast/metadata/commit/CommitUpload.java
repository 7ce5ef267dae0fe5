package io.holdfast.metadata.commit;

import java.util.Set;
import java.util.UUID;

/**
 * The wish to commit an upload.
 *
 * @param readable the namespaces whose blocks the caller may cite
 * @param deviceName what a conflicted copy is called after
 */
public record CommitUpload(UUID uploadId, Set<UUID> readable, String deviceName) {
    public CommitUpload {
        readable = Set.copyOf(readable);
    }
}
