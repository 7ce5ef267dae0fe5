package io.holdfast.metadata.gc;

import java.util.Locale;

/** Where an epoch stands. */
public enum EpochState {
    CONDEMNING,
    FENCING,
    MARKING,
    QUARANTINING,
    DELETING,
    /** It ended as it should; a dry run does, too. */
    DONE,
    FAILED,
    /** A brake held. */
    REFUSED;

    static EpochState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
