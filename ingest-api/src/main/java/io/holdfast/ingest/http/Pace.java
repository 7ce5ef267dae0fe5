package io.holdfast.ingest.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether the other side keeps up: {@value #BYTES_PER_SECOND} bytes a second on average once {@link #GRACE} is over. Only the time
 * that we wait for it counts, not what we need ourselves in between. Not safe for many threads.
 */
public final class Pace {
    /** 128 kbit/s. */
    public static final int BYTES_PER_SECOND = 16 << 10;

    public static final Duration GRACE = Duration.ofSeconds(20);

    private final InstantSource clock;
    private Duration waited = Duration.ZERO;
    private long count;

    public Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** The time at which a read or a write begins. */
    public Instant begin() {
        return clock.instant();
    }

    /**
     * @param begun when the read or the write began that has just ended
     * @param bytes how many it moved
     * @return whether the pace is kept so far
     */
    public boolean isKept(Instant begun, long bytes) {
        waited = waited.plus(Duration.between(begun, clock.instant()));
        count += bytes;
        Duration behind = waited.minus(GRACE);
        return behind.isNegative() || count >= behind.toSeconds() * BYTES_PER_SECOND;
    }
}
