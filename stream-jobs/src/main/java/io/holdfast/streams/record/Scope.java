package io.holdfast.streams.record;

/**
 * What a live value speaks of, as in {@code live_metric}: a part of the server for all time, or the whole server in one minute.
 *
 * @param name {@code ''}, {@code owner:<uuid>} or {@code type:<mime type>}
 * @param windowStartMicros start of the minute, or {@link #ALL_TIME}
 */
public record Scope(String name, long windowStartMicros) {
    /** {@code windowStartMicros} of a total. */
    public static final long ALL_TIME = Long.MIN_VALUE;
    /** Everything. */
    public static final Scope SERVER = new Scope("", ALL_TIME);

    public static Scope owner(String id) {
        return new Scope("owner:" + id, ALL_TIME);
    }

    public static Scope type(String mimeType) {
        return new Scope("type:" + mimeType, ALL_TIME);
    }

    public static Scope minute(long startMicros) {
        return new Scope("", startMicros);
    }

    public boolean isMinute() {
        return windowStartMicros != ALL_TIME;
    }

    /** Equal in every JVM for equal scopes, which a record does not promise. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Long.hashCode(windowStartMicros);
    }
}
