package io.holdfast.streams.record;

/**
 * How fast the changes of an account come.
 *
 * @param openUntilMillis until then changes are gathered; what comes later leaves at once
 * @param secondMillis when the second began that is being counted
 * @param thisSecond changes in it so far
 * @param lastSecond changes in the one before
 */
public record Pace(long openUntilMillis, long secondMillis, int thisSecond, int lastSecond) {
    private static final long SECOND = 1_000;
    /** Nothing has come yet. */
    public static final Pace NONE = new Pace(Long.MIN_VALUE, 0, 0, 0);

    /** One more change. */
    public Pace count(long nowMillis) {
        if (nowMillis < secondMillis + SECOND) {
            return new Pace(openUntilMillis, secondMillis, thisSecond + 1, lastSecond);
        }
        boolean next = nowMillis < secondMillis + 2 * SECOND;
        return new Pace(openUntilMillis, nowMillis, 1, next ? thisSecond : 0);
    }

    /** Changes in a second, as far as is known. */
    public int perSecond() {
        return Math.max(thisSecond, lastSecond);
    }

    public Pace openUntil(long millis) {
        return new Pace(millis, secondMillis, thisSecond, lastSecond);
    }

    /** From when on it says nothing any more and may be forgotten. */
    public long staleAtMillis() {
        return secondMillis + 2 * SECOND;
    }
}
