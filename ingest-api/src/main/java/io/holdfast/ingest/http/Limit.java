package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import org.jspecify.annotations.Nullable;

/** How many items a page of a list has. */
public final class Limit {
    /** The most a client can ask for. */
    public static final int MAX = 1_000;
    /** What it gets without asking. */
    public static final int DEFAULT = 100;

    private Limit() {}

    /** @throws InvalidRequest unless {@code asked} is absent or between 1 and {@link #MAX} */
    public static int of(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        if (asked < 1 || asked > MAX) {
            throw refused(asked);
        }
        return asked;
    }

    /** For whatever else was sent as a limit, a number that is too long to be read for example. */
    static InvalidRequest refused(Object asked) {
        return new InvalidRequest("limit", "'limit' is between 1 and " + MAX + ", not " + asked);
    }
}
