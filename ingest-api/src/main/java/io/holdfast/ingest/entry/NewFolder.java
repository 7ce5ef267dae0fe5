package io.holdfast.ingest.entry;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.http.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a folder: at a path, whose folders are made too, or by name in a folder that is there. */
record NewFolder(
        @Nullable String path,
        @Nullable UUID parentFolderId,
        @Nullable String name) {
    NewFolder {
        if (path == null) {
            Fields.required("parent_folder_id", parentFolderId);
            Fields.required("name", name);
        } else if (parentFolderId != null || name != null) {
            throw new InvalidRequest("path", "give either 'path', or 'parent_folder_id' and 'name'");
        }
    }

    String folderOrRoot() {
        return parentFolderId == null ? "root" : parentFolderId.toString();
    }
}
