package io.holdfast.ingest.sync;

import io.holdfast.core.cursor.SyncCursor;
import io.holdfast.metadata.entry.Change;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A page of the journal as it fills. An entry that restored a folder is followed by what came back with it, under the same number;
 * that may be more than a page holds, so a page may end within. What has changed since is left out, for it comes later by itself.
 * For one thread.
 */
final class JournalPage {
    private final Journal journal;
    private final Entries entries;
    private final List<ChangeView> changes = new ArrayList<>();
    private SyncCursor reached;
    private int room;

    JournalPage(Journal journal, Entries entries, SyncCursor from, int limit) {
        this.journal = journal;
        this.entries = entries;
        this.reached = from;
        this.room = limit;
    }

    /** @return whether all of them found room */
    boolean fill(List<Change> found) {
        return found.stream().allMatch(this::take);
    }

    List<ChangeView> changes() {
        return changes;
    }

    SyncCursor reached() {
        return reached;
    }

    /** For a page that is whole: nothing that is shown lies between its end and the head as it was before. */
    SyncCursor reachedAtLeast(long head) {
        return behind(Math.max(reached.headSeq(), head));
    }

    private boolean take(Change change) {
        long read = reached.within();
        if (read == 0 && room > 0) {
            changes.add(ChangeView.of(change));
            room--;
            read = 1;
        }
        int count = (int) Math.min(room, change.brought() + 1 - read);
        if (count > 0) {
            addBrought(change, Math.toIntExact(read - 1), count);
            room -= count;
            read += count;
        }
        boolean whole = read > change.brought();
        reached = whole ? behind(change.seq()) : reached.within(read);
        return whole;
    }

    private void addBrought(Change restored, int skip, int count) {
        List<UUID> ids = journal.brought(restored.namespaceId(), restored.seq(), skip, count);
        Map<UUID, Entry> found = entries.byIds(restored.namespaceId(), ids).stream()
                .collect(Collectors.toMap(Entry::id, Function.identity()));
        ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .filter(entry -> entry.seq() < restored.seq())
                .map(entry -> ChangeView.broughtBy(restored, entry))
                .forEach(changes::add);
    }

    private SyncCursor behind(long seq) {
        return SyncCursor.after(reached.incarnation(), reached.namespaceId(), seq);
    }
}
