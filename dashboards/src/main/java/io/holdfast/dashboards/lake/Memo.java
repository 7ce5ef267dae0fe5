package io.holdfast.dashboards.lake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last few answers for a short time. One answer is worked out at a time, so that many readers of a page cost one scan and
 * little memory. A failure is not kept.
 */
public final class Memo<K, V> {
    private static final int MOST = 16;

    private final InstantSource clock;
    private final Duration keep;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>();

    public Memo(InstantSource clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** The kept answer if it is young enough, else a new one. */
    public synchronized V get(K question, Function<K, V> work) {
        @Nullable Answer<V> known = answers.get(question);
        if (known != null && clock.instant().isBefore(known.until)) {
            return known.value;
        }
        V value = work.apply(question);
        answers.remove(question);
        answers.put(question, new Answer<>(value, clock.instant().plus(keep)));
        if (answers.size() > MOST) {
            answers.remove(answers.keySet().iterator().next());
        }
        return value;
    }

    private record Answer<V>(V value, Instant until) {}
}
