package io.holdfast.dashboards.dedup;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveTotalsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void theAgeIsThatOfTheYoungestCount() {
        LiveTotals totals = LiveTotals.of(
                        List.of(
                                new LiveTotals.Count("dedup.logical_bytes", 300, NOW.minusSeconds(60)),
                                new LiveTotals.Count("dedup.unique_bytes", 120, NOW.minusSeconds(4))),
                        NOW)
                .orElseThrow();

        assertThat(totals.ageSeconds()).isEqualTo(4);
        assertThat(totals.dedupRatio()).hasValue(2.5);
        assertThat(totals.savingsBytes()).isEqualTo(180);
        assertThat(totals.versions()).isZero();
    }

    @Test
    void aClockThatIsBehindGivesNoNegativeAge() {
        LiveTotals.Count count = new LiveTotals.Count("dedup.versions", 1, NOW.plusSeconds(3));

        assertThat(LiveTotals.of(List.of(count), NOW).orElseThrow().ageSeconds())
                .isZero();
    }

    @Test
    void beforeTheFirstCountThereIsNone() {
        assertThat(LiveTotals.of(List.of(), NOW)).isEmpty();
    }
}
