package io.holdfast.core.gc;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BrakeTest {
    @Test
    void letsAnOrdinaryEpochRun() {
        assertThat(Brake.check(figures(100_000, 10_000, List.of(9_000L, 1L, 4_000L)), Profile.DEFAULT))
                .isEmpty();
    }

    @Test
    void stopsForPercentagesOnlyAboveTenThousandBlocks() {
        assertThat(Brake.check(figures(10_000, 9_000, List.of(1L)), Profile.DEFAULT))
                .isEmpty();
        assertThat(Brake.check(figures(10_001, 1_001, List.of(1L)), Profile.DEFAULT))
                .containsExactly(Brake.TOO_LARGE_A_SHARE, Brake.FAR_ABOVE_THE_MEDIAN);
        assertThat(Brake.check(figures(10_001, 1_001, List.of(1L)), Profile.REHEARSAL))
                .isEmpty();
    }

    @Test
    void rehearsalWaivesTheFirstDryRunAndThePercentagesAndNothingElse() {
        BrakeFigures bad = new BrakeFigures(20_000, 20_000, List.of(1L), 1, 10_000, 2, false, true);
        assertThat(Brake.check(bad, Profile.DEFAULT)).containsExactly(Brake.values());
        assertThat(Brake.check(bad, Profile.REHEARSAL))
                .containsExactly(Brake.OBJECT_MISSING, Brake.ENGINES_DISAGREE, Brake.INCARNATION_CHANGED);
    }

    @Test
    void oneInTenThousandMayDiffer() {
        assertThat(Brake.check(new BrakeFigures(1, 0, List.of(), 0, 10_000, 1, true, false), Profile.DEFAULT))
                .isEmpty();
    }

    private static BrakeFigures figures(long blocks, long candidates, List<Long> recent) {
        return new BrakeFigures(blocks, candidates, recent, 0, 0, 0, true, false);
    }
}
