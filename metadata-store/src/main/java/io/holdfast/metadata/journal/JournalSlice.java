package io.holdfast.metadata.journal;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.lakehouse.event.VersionEvent;
import java.util.List;

/** A piece of one namespace's journal, up to and with {@code upTo}. */
public record JournalSlice(long upTo, List<ChangeEvent> changes, List<VersionEvent> versions) {
    public JournalSlice {
        changes = List.copyOf(changes);
        versions = List.copyOf(versions);
    }
}
