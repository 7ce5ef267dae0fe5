package io.holdfast.metadata.commit;

import io.holdfast.core.name.EntryName;
import io.holdfast.core.name.EntryPath;
import io.holdfast.metadata.tree.EntryRow;
import io.holdfast.metadata.tree.Tree;
import java.util.Optional;

/** Where a file is written to, and what stands there. */
record Place(Tree.Folder folder, EntryName name, Optional<EntryRow> existing) {
    EntryPath path() {
        return folder.path().child(name);
    }
}
