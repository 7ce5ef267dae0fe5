package io.holdfast.dashboards.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** How far apart the points of a series are, so that a chart gets at most {@value #MOST} of them whatever its range. */
public enum Step {
    MINUTE(Duration.ofMinutes(1)),
    FIVE_MINUTES(Duration.ofMinutes(5)),
    QUARTER(Duration.ofMinutes(15)),
    HOUR(Duration.ofHours(1)),
    SIX_HOURS(Duration.ofHours(6)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    static final int MOST = 750;

    private final Duration width;

    Step(Duration width) {
        this.width = width;
    }

    /** The narrowest that keeps to the limit. */
    public static Step of(TimeRange range) {
        return Stream.of(values())
                .filter(step -> range.length().dividedBy(step.width) <= MOST)
                .findFirst()
                .orElse(WEEK);
    }

    public long seconds() {
        return width.toSeconds();
    }

    /** The last of each step, in the order of {@code inOrder}. */
    public <T> List<T> thin(Collection<T> inOrder, Function<T, Instant> time) {
        Map<Long, T> last = new LinkedHashMap<>();
        for (T each : inOrder) {
            last.put(Math.floorDiv(time.apply(each).getEpochSecond(), seconds()), each);
        }
        return List.copyOf(last.values());
    }
}
