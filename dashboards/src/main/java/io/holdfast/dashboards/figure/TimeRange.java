package io.holdfast.dashboards.figure;

import io.holdfast.core.error.HoldfastException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;

/** From (inclusive) to (exclusive); never empty and never longer than {@link #LONGEST}. */
public record TimeRange(Instant from, Instant to) {
    /** More than ten years of points help nobody. */
    public static final Duration LONGEST = Duration.ofDays(3_660);

    public TimeRange {
        if (!from.isBefore(to)) {
            throw new HoldfastException.InvalidRequest("from", "'from' is " + from + " but must be before 'to', " + to);
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new HoldfastException.InvalidRequest(
                    "from", "the range is longer than " + LONGEST.toDays() + " days");
        }
    }

    /**
     * What a caller asked for. An empty {@code from} is {@code otherwise} before the end, an empty {@code to} the end of this hour.
     *
     * @throws HoldfastException.InvalidRequest if a text is neither a time nor a day
     */
    public static TimeRange parse(String from, String to, Duration otherwise, Instant now) {
        Instant end = to.isBlank() ? endOfHour(now) : instant("to", to);
        return new TimeRange(from.isBlank() ? end.minus(otherwise) : instant("from", from), end);
    }

    /**
     * The last {@code window} of time, to the end of this minute.
     *
     * @throws HoldfastException.InvalidRequest unless it is a positive duration such as {@code 30m}, {@code 24h}, {@code 7d}, {@code PT24H}
     */
    public static TimeRange last(String window, Instant now) {
        try {
            Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            return new TimeRange(end.minus(DurationStyle.detectAndParse(window.trim())), end);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new HoldfastException.InvalidRequest(
                    "window", "'window' is '" + window + "' but must be a duration such as 30m, 24h or 7d");
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    private static Instant instant(String name, String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new HoldfastException.InvalidRequest(
                    name, "'" + name + "' is '" + text + "' but must be like 2026-11-21T10:00:00Z or 2026-11-21");
        }
    }

    /** Not to the second: askers within an hour then ask the same thing, and share the answer. */
    private static Instant endOfHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
}
