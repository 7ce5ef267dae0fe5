package io.holdfast.dashboards.figure;

import io.holdfast.core.error.HoldfastException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimeRangeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:20:30Z");

    @Test
    void withoutBoundsItEndsWithThisHour() {
        assertThat(TimeRange.parse("", "", Duration.ofDays(1), NOW))
                .isEqualTo(new TimeRange(Instant.parse("2026-11-20T11:00:00Z"), Instant.parse("2026-11-21T11:00:00Z")));
    }

    @Test
    void aDayIsItsFirstMoment() {
        assertThat(TimeRange.parse("2026-11-01", "2026-11-02T03:00:00Z", Duration.ofDays(1), NOW))
                .isEqualTo(new TimeRange(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T03:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30m", "PT30M", " 1800s "})
    void aWindowEndsWithThisMinute(String window) {
        assertThat(TimeRange.last(window, NOW))
                .isEqualTo(new TimeRange(Instant.parse("2026-11-21T09:51:00Z"), Instant.parse("2026-11-21T10:21:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0s", "-1h", "4000d", "9999999999999999d"})
    void aWindowThatIsNoneIsRefused(String window) {
        assertThatExceptionOfType(HoldfastException.InvalidRequest.class).isThrownBy(() -> TimeRange.last(window, NOW));
    }
}
