package io.holdfast.ingest.limit;

import io.holdfast.ingest.settings.LimitSettings;
import io.holdfast.ingest.settings.Rate;
import java.util.Locale;

/** What is counted. */
public enum Budget {
    /** Registrations, log-ins and refreshes from one network. */
    AUTH_PER_ADDRESS("log-ins from this address"),
    /** Wrong passwords for one e-mail address. */
    LOGIN_PER_ACCOUNT("wrong passwords for this account"),
    /** Blocks that a user asked for and the server lacks. */
    PROBE_MISSES_PER_USER("blocks asked for that are not here; upload them first"),
    /** Calls of a user that read a whole tree. */
    EXPENSIVE_PER_USER("calls of this kind"),
    /** All calls of a user. */
    REQUESTS_PER_USER("calls");

    private final String what;

    Budget(String what) {
        this.what = what;
    }

    Rate rate(LimitSettings settings) {
        return switch (this) {
            case AUTH_PER_ADDRESS -> settings.authPerAddress();
            case LOGIN_PER_ACCOUNT -> settings.loginPerAccount();
            case PROBE_MISSES_PER_USER -> settings.probeMissesPerUser();
            case EXPENSIVE_PER_USER -> settings.expensivePerUser();
            case REQUESTS_PER_USER -> settings.requestsPerUser();
        };
    }

    /** For the message of a refusal. */
    String what() {
        return what;
    }

    /** As a metric's tag. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
