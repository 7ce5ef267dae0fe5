package io.holdfast.core.cursor;

import java.util.UUID;

/**
 * How far a client has read. The first reading lists the current state, bounded by the head at its start: entries with {@code
 * listedSeq < seq <= headSeq}. What changes meanwhile gets a higher number and is found in the journal afterwards, from {@code
 * headSeq} on. When the two are equal the listing is over.
 *
 * @param listedSeq the listing is done up to here; equal to {@code headSeq} once it is over
 * @param headSeq the journal is to be read from behind this number
 * @param within so many changes of the next journal entry are read: one that restores a folder tells of all that came back
 */
public record SyncCursor(UUID incarnation, UUID namespaceId, long listedSeq, long headSeq, long within) {
    public SyncCursor {
        if (listedSeq < 0 || headSeq < listedSeq || within < 0 || (within > 0 && listedSeq < headSeq)) {
            throw new IllegalArgumentException(
                    "not a position: listed " + listedSeq + ", head " + headSeq + ", within " + within);
        }
    }

    /** A position between entries of the journal, or in a listing. */
    public SyncCursor(UUID incarnation, UUID namespaceId, long listedSeq, long headSeq) {
        this(incarnation, namespaceId, listedSeq, headSeq, 0);
    }

    /** The start of the journal reading behind {@code seq}. */
    public static SyncCursor after(UUID incarnation, UUID namespaceId, long seq) {
        return new SyncCursor(incarnation, namespaceId, seq, seq);
    }

    /** The start of a listing whose end is {@code headSeq}. */
    public static SyncCursor listing(UUID incarnation, UUID namespaceId, long headSeq) {
        return new SyncCursor(incarnation, namespaceId, 0, headSeq);
    }

    /** Whether the current state is still being listed. */
    public boolean listing() {
        return listedSeq < headSeq;
    }

    /** Behind so many changes of the entry that follows. */
    public SyncCursor within(long read) {
        return new SyncCursor(incarnation, namespaceId, listedSeq, headSeq, read);
    }

    public SyncCursor listedTo(long seq) {
        return new SyncCursor(incarnation, namespaceId, seq, headSeq);
    }
}
