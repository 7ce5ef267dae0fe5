package io.holdfast.ingest.settings;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many in such a time, written {@code 60/1m}; {@code off} is no limit.
 *
 * @param count that may be used at once; they come back evenly over {@code per}
 */
public record Rate(long count, Duration per) {
    /** No limit. */
    public static final Rate OFF = new Rate(0, Duration.ZERO);

    private static final Duration LONGEST = Duration.ofDays(1);

    public Rate {
        boolean off = count == 0 && per.isZero();
        if (!off && (count < 1 || per.isNegative() || per.isZero() || per.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a rate is at least 1 in at most a day, not " + count + "/" + per);
        }
    }

    /** @throws IllegalArgumentException unless it is {@code off} or a number, a slash and a duration */
    public static Rate of(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a rate is written 60/1m, or off, not '" + text + "'");
        }
        return new Rate(
                Long.parseLong(text.substring(0, slash)), DurationStyle.detectAndParse(text.substring(slash + 1)));
    }

    public boolean isOff() {
        return count == 0;
    }

    @Override
    public String toString() {
        return isOff() ? "off" : count + "/" + per;
    }
}
