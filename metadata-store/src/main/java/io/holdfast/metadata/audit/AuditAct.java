package io.holdfast.metadata.audit;

import java.util.Arrays;
import java.util.Locale;

/** What was done or tried. */
public enum AuditAct {
    /** An account was made. */
    REGISTER,
    /** Somebody logged in, or gave a wrong password. */
    LOGIN,
    /** A refresh token was used again; the log-in has ended. */
    REFRESH_REUSED,
    /** A log-in was ended by its own device. */
    LOGOUT,
    /** A log-in was ended from another device, or from itself. */
    DEVICE_REVOKED,
    /** Too many passwords were being checked at once. */
    HASHING_REFUSED,
    /** A file or folder was deleted for good by its owner. */
    ENTRY_PURGED,
    /** The operator made the account an admin. */
    ADMIN_GRANTED,
    /** The operator took the admin role from the account. */
    ADMIN_REVOKED,
    /** The operator made a new block key and a new master key for stored blocks. */
    KEYS_ROTATED,
    /** The server started with settings that differ from those of the last start. */
    SETTINGS;

    /** As the table and the API name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuditAct parse(String word) {
        return Arrays.stream(values())
                .filter(act -> act.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no act '" + word + "'"));
    }
}
