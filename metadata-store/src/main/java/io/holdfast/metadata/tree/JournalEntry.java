package io.holdfast.metadata.tree;

import io.holdfast.metadata.namespace.Actor;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of the tree that is about to be written into the journal.
 *
 * @param entry as it stands after the change
 */
record JournalEntry(
        UUID namespace, String action, EntryRow entry, String path, Optional<String> oldPath, Actor actor) {}
