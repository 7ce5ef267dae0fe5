package io.holdfast.ingest.sync;

import io.holdfast.core.cursor.CursorCodec;
import io.holdfast.core.cursor.SyncCursor;
import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.ingest.access.Access;
import io.holdfast.ingest.access.Caller;
import io.holdfast.metadata.entry.Journal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cursors of clients, checked, and cursors for them. */
@Component
public class Positions {
    private final Access access;
    private final Journal journal;
    private final CursorCodec cursors;

    Positions(Access access, Journal journal, CursorCodec cursors) {
        this.access = access;
        this.journal = journal;
        this.cursors = cursors;
    }

    /**
     * Where a client stands in its namespace.
     *
     * @param afterSeq it knows what is up to here
     * @param unread it has to read on whatever may come: its listing is not done, or its cursor is of another life of the server
     */
    public record Place(UUID incarnation, UUID namespaceId, long afterSeq, boolean unread) {}

    /**
     * @param cursor absent for "now"
     * @throws InvalidRequest if it is not a cursor of this server, or one of another account
     */
    public Place placeOf(Caller caller, @Nullable String cursor) {
        if (cursor == null) {
            UUID namespace = access.home(caller).namespaceId();
            return new Place(journal.incarnation(), namespace, journal.head(namespace), false);
        }
        SyncCursor position = decode(caller, cursor);
        UUID incarnation = journal.incarnation();
        boolean stale = !position.incarnation().equals(incarnation);
        return new Place(
                incarnation, position.namespaceId(), stale ? 0 : position.headSeq(), stale || position.listing());
    }

    /** A cursor behind this number. */
    public String cursorAt(Place place, long seq) {
        return cursors.encode(SyncCursor.after(place.incarnation(), place.namespaceId(), seq));
    }

    SyncCursor decode(Caller caller, String cursor) {
        SyncCursor position = cursors.decode(cursor);
        if (!position.namespaceId().equals(access.home(caller).namespaceId())) {
            throw new InvalidRequest("cursor", "this cursor belongs to another account");
        }
        return position;
    }
}
