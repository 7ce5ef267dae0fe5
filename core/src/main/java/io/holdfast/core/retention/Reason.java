package io.holdfast.core.retention;

import java.util.Locale;

/** Why a version stays or goes. */
public enum Reason {
    CURRENT,
    HELD,
    WITHIN_LIMITS,
    BEYOND_LAST_N,
    TOO_OLD,
    THINNED_OUT,
    TRASH_EXPIRED;

    /** As it stands in tables and journals: {@code trash-expired}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
