package io.holdfast.metadata.audit;

import java.util.Locale;

/** Whether it was done. */
public enum AuditOutcome {
    DONE,
    REFUSED;

    /** As the table and the API name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
