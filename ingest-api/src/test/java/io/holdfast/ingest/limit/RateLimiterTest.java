package io.holdfast.ingest.limit;

import io.holdfast.core.error.HoldfastException.RateLimited;
import io.holdfast.ingest.settings.LimitSettings;
import io.holdfast.ingest.settings.Rate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimiterTest {
    private static final Rate FOUR_A_MINUTE = Rate.of("4/1m");

    private final AtomicLong nanos = new AtomicLong(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RateLimiter limits = new RateLimiter(
            new LimitSettings(FOUR_A_MINUTE, FOUR_A_MINUTE, FOUR_A_MINUTE, FOUR_A_MINUTE, Rate.OFF),
            metrics,
            nanos::get);

    @Test
    void aBudgetThatIsUsedUpComesBackEvenly() {
        take(4, "ada");
        refused("ada", Duration.ofSeconds(15));
        after(Duration.ofSeconds(15));
        take(1, "ada");
        refused("ada", Duration.ofSeconds(15));
        after(Duration.ofMinutes(10));
        take(4, "ada");
        refused("ada", Duration.ofSeconds(15));
        assertThat(metrics.get("holdfast.rate.limited")
                        .tag("budget", "auth_per_address")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void callersAndKindsHaveBudgetsOfTheirOwn() {
        take(4, "ada");
        take(4, "grace");
        limits.take(Budget.LOGIN_PER_ACCOUNT, "ada");
        for (int n = 0; n < 10_000; n++) {
            limits.take(Budget.REQUESTS_PER_USER, "ada");
        }
    }

    @Test
    void whatWasGivenBackWasNotUsed() {
        for (int n = 0; n < 100; n++) {
            take(1, "ada");
            limits.giveBack(Budget.AUTH_PER_ADDRESS, "ada");
        }
        take(4, "ada");
        refused("ada", Duration.ofSeconds(15));
    }

    @Test
    void aChargeBeyondTheBudgetIsPaidBackBeforeTheNext() {
        take(1, "ada");
        limits.charge(Budget.AUTH_PER_ADDRESS, "ada", 7);
        refused("ada", Duration.ofSeconds(75));
        after(Duration.ofSeconds(75));
        take(1, "ada");
    }

    @Test
    void theMemoryOfAllBudgetsIsBounded() {
        for (int n = 0; n < 3 * RateLimiter.MAX_BUCKETS; n++) {
            limits.take(Budget.AUTH_PER_ADDRESS, "address " + n);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(RateLimiter.MAX_BUCKETS);
        after(Duration.ofMinutes(3));
        assertThat(limits.size()).isZero();
    }

    private void take(int times, String who) {
        for (int n = 0; n < times; n++) {
            limits.take(Budget.AUTH_PER_ADDRESS, who);
        }
    }

    private void refused(String who, Duration wait) {
        assertThatThrownBy(() -> take(1, who))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(wait));
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
