package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.name.EntryName;
import io.holdfast.metadata.tree.Move;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish to rename or move something. What is left out stays as it is; {@code base_version} is the version that was seen. */
record MoveRequest(
        @Nullable String name,
        @Nullable UUID parentFolderId,
        @Nullable Long baseVersion) {
    MoveRequest {
        if (name == null && parentFolderId == null) {
            throw new InvalidRequest("name", "give 'name', 'parent_folder_id' or both");
        }
        if (baseVersion != null && baseVersion < 0) {
            throw new InvalidRequest("base_version", "a file has versions from 1, a folder has 0");
        }
    }

    Move move() {
        return new Move(
                Optional.ofNullable(parentFolderId),
                Optional.ofNullable(name).map(EntryName::of),
                Optional.ofNullable(baseVersion));
    }
}
