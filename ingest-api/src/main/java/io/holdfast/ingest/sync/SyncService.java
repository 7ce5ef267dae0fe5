package io.holdfast.ingest.sync;

import io.holdfast.core.cursor.CursorCodec;
import io.holdfast.core.cursor.SyncCursor;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.ingest.http.Limit;
import io.holdfast.ingest.sync.SyncApi.Delta;
import io.holdfast.ingest.sync.SyncApi.Position;
import io.holdfast.metadata.entry.Entries;
import io.holdfast.metadata.entry.Entry;
import io.holdfast.metadata.entry.Journal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
class SyncService {
    private final Access access;
    private final Entries entries;
    private final Journal journal;
    private final Positions positions;
    private final CursorCodec cursors;

    SyncService(Access access, Entries entries, Journal journal, Positions positions, CursorCodec cursors) {
        this.access = access;
        this.entries = entries;
        this.journal = journal;
        this.positions = positions;
        this.cursors = cursors;
    }

    Position now(Caller caller) {
        Positions.Place place = positions.placeOf(caller, null);
        return new Position(positions.cursorAt(place, place.afterSeq()));
    }

    Delta delta(Caller caller, @Nullable String cursor, @Nullable Integer asked) {
        int limit = Limit.of(asked);
        UUID incarnation = journal.incarnation();
        if (cursor == null) {
            return listing(start(incarnation, access.home(caller).namespaceId()), limit, false);
        }
        SyncCursor position = positions.decode(caller, cursor);
        if (!position.incarnation().equals(incarnation)) {
            return listing(start(incarnation, position.namespaceId()), limit, true);
        }
        return position.listing() ? listing(position, limit, false) : changes(position, limit);
    }

    private SyncCursor start(UUID incarnation, UUID namespace) {
        return SyncCursor.listing(incarnation, namespace, journal.head(namespace));
    }

    /** The page after the last one of the listing is the journal's, so that the two never mix. */
    private Delta listing(SyncCursor from, int limit, boolean reset) {
        List<Entry> found = entries.state(from.namespaceId(), from.listedSeq(), from.headSeq(), limit + 1);
        boolean more = found.size() > limit;
        List<Entry> page = more ? found.subList(0, limit) : found;
        SyncCursor next = from.listedTo(more ? page.get(page.size() - 1).seq() : from.headSeq());
        boolean behind = more || journal.head(from.namespaceId()) > from.headSeq();
        return new Delta(page.stream().map(ChangeView::of).toList(), cursors.encode(next), behind, reset);
    }

    /** The last page reaches the head as it was before it was read, so that purges, which are not shown, do not stay ahead of it. */
    private Delta changes(SyncCursor from, int limit) {
        long head = journal.head(from.namespaceId());
        JournalPage page = new JournalPage(journal, entries, from, limit);
        boolean whole = page.fill(journal.after(from.namespaceId(), from.headSeq(), limit + 1));
        SyncCursor next = whole ? page.reachedAtLeast(head) : page.reached();
        return new Delta(page.changes(), cursors.encode(next), !whole, false);
    }
}
