package io.holdfast.metadata.commit;

import io.holdfast.core.name.EntryName;
import java.util.UUID;

/** The wish for a second file with the content of one that is there. */
public record CopyFile(UUID namespaceId, UUID sourceId, UUID folderId, EntryName name) {}
