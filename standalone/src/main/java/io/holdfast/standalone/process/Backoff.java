package io.holdfast.standalone.process;

import java.time.Duration;

/**
 * How long to wait before the next start of a process that died: {@code first}, then twice as long each time, up to {@code
 * longest}. A process that was up for {@code stableAfter} has its earlier failures forgotten.
 */
record Backoff(Duration first, Duration longest, Duration stableAfter) {
    static final Backoff STANDARD = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

    /** @param failures deaths in a row, at least 1 */
    Duration delay(int failures) {
        Duration delay = first;
        for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) > 0 ? longest : delay;
    }

    /** The deaths in a row after one more, of a process that had been up for {@code uptime}. */
    int failures(int before, Duration uptime) {
        return uptime.compareTo(stableAfter) >= 0 ? 1 : before + 1;
    }
}
