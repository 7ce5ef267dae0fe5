package io.holdfast.metadata.upload;

import io.holdfast.core.name.EntryPath;
import java.util.UUID;

/** Which file an upload is to become. */
public sealed interface Target {
    /** The file at this path below this folder; folders that are not there are made. */
    record AtPath(UUID folderId, EntryPath path) implements Target {
        public AtPath {
            if (path.isRoot()) {
                throw new IllegalArgumentException("a file has a name");
            }
        }
    }

    /** The file with this id, wherever it is by then. */
    record Existing(UUID entryId) implements Target {}
}
