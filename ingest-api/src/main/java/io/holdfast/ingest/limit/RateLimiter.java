package io.holdfast.ingest.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.holdfast.core.error.HoldfastException.RateLimited;
import io.holdfast.ingest.settings.LimitSettings;
import io.holdfast.ingest.settings.Rate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The budgets of all callers. Those that were not used for long, or are too many, are forgotten: they are full again. Thread safe. */
@Component
public final class RateLimiter {
    static final int MAX_BUCKETS = 100_000;

    private final Map<Budget, Rate> rates = new EnumMap<>(Budget.class);
    private final Map<Budget, Counter> refusals = new EnumMap<>(Budget.class);
    private final Cache<Key, Bucket> buckets;
    private final TimeMeter time;

    @Autowired
    RateLimiter(LimitSettings settings, MeterRegistry metrics) {
        this(settings, metrics, System::nanoTime);
    }

    RateLimiter(LimitSettings settings, MeterRegistry metrics, LongSupplier nanos) {
        for (Budget budget : Budget.values()) {
            rates.put(budget, budget.rate(settings));
            refusals.put(
                    budget,
                    Counter.builder("holdfast.rate.limited")
                            .description("Requests refused because a budget was used up")
                            .tag("budget", budget.word())
                            .register(metrics));
        }
        this.time = new Nanos(nanos);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(longest().multipliedBy(2))
                .ticker(nanos::getAsLong)
                .build();
    }

    /**
     * Uses one of the budget.
     *
     * @throws RateLimited if it is used up, with the time after which there is one again
     */
    public void take(Budget budget, String who) {
        if (isOff(budget)) {
            return;
        }
        ConsumptionProbe probe = bucket(budget, who).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            counter(budget).increment();
            throw new RateLimited(
                    "too many " + budget.what() + "; try again later",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Gives one back that turned out not to count. */
    public void giveBack(Budget budget, String who) {
        if (!isOff(budget)) {
            bucket(budget, who).addTokens(1);
        }
    }

    /** Uses so many of the budget, though it has fewer: the next {@link #take} then waits until all of it is paid back. */
    public void charge(Budget budget, String who, long count) {
        if (!isOff(budget) && count > 0) {
            bucket(budget, who).consumeIgnoringRateLimits(count);
        }
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(Budget budget, String who) {
        return buckets.get(new Key(budget, who), key -> fresh(rate(budget)));
    }

    private Bucket fresh(Rate rate) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
                .build();
    }

    private boolean isOff(Budget budget) {
        return rate(budget).isOff();
    }

    private Rate rate(Budget budget) {
        return rates.getOrDefault(budget, Rate.OFF);
    }

    private Counter counter(Budget budget) {
        return java.util.Objects.requireNonNull(refusals.get(budget));
    }

    private Duration longest() {
        return Arrays.stream(Budget.values())
                .map(this::rate)
                .map(Rate::per)
                .max(Comparator.naturalOrder())
                .filter(per -> !per.isZero())
                .orElse(Duration.ofMinutes(1));
    }

    private record Key(Budget budget, String who) {}

    /** Time that never goes back. */
    private record Nanos(LongSupplier source) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return source.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
