package io.holdfast.metadata.tree;

import io.holdfast.core.name.EntryName;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a file or folder is wanted. What is left out stays as it is.
 *
 * @param baseVersion the move happens only if this is the number of the current version; a folder has 0
 */
public record Move(Optional<UUID> folderId, Optional<EntryName> name, Optional<Long> baseVersion) {}
