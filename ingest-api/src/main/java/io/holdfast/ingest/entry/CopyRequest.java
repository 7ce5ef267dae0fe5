package io.holdfast.ingest.entry;

import io.holdfast.ingest.http.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a copy, under its own name unless another is given. */
record CopyRequest(@Nullable UUID parentFolderId, @Nullable String name) {
    CopyRequest {
        Fields.required("parent_folder_id", parentFolderId);
    }

    UUID folder() {
        return Fields.required("parent_folder_id", parentFolderId);
    }
}
