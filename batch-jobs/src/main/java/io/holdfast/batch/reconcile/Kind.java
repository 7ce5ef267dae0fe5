package io.holdfast.batch.reconcile;

import java.util.Locale;

/** What a block or an object is when references, rows and objects are put side by side. */
enum Kind {
    /** Referenced, live, and its object is there: as it should be. */
    CONSISTENT,
    /** Versions cite it and there is no row. A loss, unless an object can be adopted. */
    REFERENCED_WITHOUT_ROW,
    /** Versions cite it and its object is not there. A loss. */
    REFERENCED_WITHOUT_OBJECT,
    /** Versions cite it and its object has not the size that was stored. A loss. */
    REFERENCED_DAMAGED,
    /** Referenced though condemned: the next epoch brings it back. */
    REFERENCED_CONDEMNED,
    /** Referenced though quarantined: garbage collection refuses to go on. */
    REFERENCED_QUARANTINED,
    /** No version cites it, its object is there: garbage, sooner or later. */
    UNREFERENCED,
    /** No version cites it, and its object is not there. */
    UNREFERENCED_WITHOUT_OBJECT,
    /** No version cites it, and its object has not the size that was stored. */
    UNREFERENCED_DAMAGED,
    /** An object whose upload goes on, or whose deletion is permitted. */
    PENDING,
    /** An object that nobody knows. */
    ORPHAN,
    /** Its row came, or its generation changed, while the store was listed: the next run judges it. */
    CHANGED_MEANWHILE;

    /** As in the lake and among the figures. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether bytes that a version needs are not there. */
    boolean loss() {
        return this == REFERENCED_WITHOUT_ROW || this == REFERENCED_WITHOUT_OBJECT || this == REFERENCED_DAMAGED;
    }
}
