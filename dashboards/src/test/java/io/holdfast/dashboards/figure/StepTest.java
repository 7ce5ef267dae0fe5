package io.holdfast.dashboards.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StepTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT1H,MINUTE",
        "PT24H,FIVE_MINUTES",
        "P7D,QUARTER",
        "P30D,HOUR",
        "P180D,SIX_HOURS",
        "P365D,DAY",
        "P3660D,WEEK"
    })
    void theNarrowestThatAChartCanShow(Duration length, Step expected) {
        assertThat(Step.of(new TimeRange(START, START.plus(length)))).isEqualTo(expected);
    }

    @Test
    void ofEachStepTheLastStays() {
        List<Instant> times = IntStream.range(0, 7)
                .mapToObj(n -> START.plus(Duration.ofMinutes(25L * n)))
                .toList();

        assertThat(Step.HOUR.thin(times, time -> time)).containsExactly(times.get(2), times.get(4), times.get(6));
    }
}
