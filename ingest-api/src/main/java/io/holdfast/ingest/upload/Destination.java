package io.holdfast.ingest.upload;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.ingest.http.Fields;
import io.holdfast.metadata.upload.Target;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a file is to go, as a client says it: a path, or a folder and a name. */
record Destination(
        @Nullable String path,
        @Nullable UUID parentFolderId,
        @Nullable String fileName) {
    /** By the names of the account; {@code folders} finds a folder that the caller may see. */
    Target.AtPath resolve(UUID root, UnaryOperator<UUID> folders) {
        if (path != null) {
            if (parentFolderId != null) {
                throw new InvalidRequest("path", "give either 'path' or 'parent_folder_id', not both");
            }
            return new Target.AtPath(root, filePath(path));
        }
        if (parentFolderId == null) {
            throw new InvalidRequest("path", "one of 'path' and 'parent_folder_id' is required");
        }
        String given = Fields.required("file_name", fileName);
        EntryName name = Fields.written("name", "file_name", () -> EntryName.of(given));
        return new Target.AtPath(folders.apply(parentFolderId), new EntryPath(List.of(name)));
    }

    private static EntryPath filePath(String text) {
        EntryPath parsed = EntryPath.parse(text);
        if (parsed.isRoot()) {
            throw new InvalidRequest("path", "the path of a file has a name");
        }
        return parsed;
    }
}
