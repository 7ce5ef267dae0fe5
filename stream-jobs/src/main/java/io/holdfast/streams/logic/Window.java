package io.holdfast.streams.logic;

import java.time.Duration;

/**
 * How long changes of one account are gathered after one of them has left at once: {@code shortest} as long as they come at {@code
 * calmPerSecond} or less, above that longer in proportion, and never longer than {@code longest}.
 */
public record Window(Duration shortest, Duration longest, int calmPerSecond) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** 20 ms up to 200 changes a second, 100 ms from 1,000 on. */
    public static final Window DEFAULT = new Window(Duration.ofMillis(20), Duration.ofMillis(100), 200);

    public Window {
        if (shortest.toMillis() < 1 || longest.compareTo(shortest) < 0 || longest.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "the window of the fan-out is at least 1ms, its longest not shorter and at" + " most 10s, not "
                            + shortest + " and " + longest);
        }
        if (calmPerSecond < 1) {
            throw new IllegalArgumentException("the calm rate of the fan-out is at least 1, not " + calmPerSecond);
        }
    }

    /** Milliseconds at so many changes a second. */
    public long millis(int perSecond) {
        long proportional = shortest.toMillis() * perSecond / calmPerSecond;
        return Math.min(longest.toMillis(), Math.max(shortest.toMillis(), proportional));
    }
}
