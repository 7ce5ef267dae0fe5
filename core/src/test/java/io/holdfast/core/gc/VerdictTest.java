package io.holdfast.core.gc;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final SafetyWindow WINDOW = SafetyWindow.of(Profile.DEFAULT);

    @Test
    void keepsWhatIsReferencedAndBringsItBack() {
        for (FenceStatus fence : FenceStatus.values()) {
            assertThat(decide(BlockState.LIVE, Duration.ofDays(99), true, fence))
                    .isEqualTo(Verdict.KEEP);
            assertThat(decide(BlockState.CONDEMNED, Duration.ZERO, true, fence)).isEqualTo(Verdict.RESURRECT);
            assertThat(decide(BlockState.QUARANTINED, Duration.ofDays(99), true, fence))
                    .isEqualTo(Verdict.RESURRECT);
        }
    }

    @Test
    void doesNothingOnAnIncompleteMark() {
        for (BlockState state : BlockState.values()) {
            assertThat(decide(state, Duration.ofDays(99), false, FenceStatus.INCOMPLETE))
                    .isEqualTo(Verdict.WAIT);
        }
    }

    @Test
    void movesOnWhenTheTimeHasComeAndNotBefore() {
        assertStep(BlockState.LIVE, WINDOW.minAge(), Verdict.KEEP_YOUNG, Verdict.CONDEMN);
        assertStep(BlockState.CONDEMNED, WINDOW.condemned(), Verdict.WAIT, Verdict.QUARANTINE);
        assertStep(BlockState.QUARANTINED, WINDOW.quarantine(), Verdict.WAIT, Verdict.DELETE);
    }

    private static void assertStep(BlockState state, Duration due, Verdict before, Verdict after) {
        assertThat(decide(state, due.minusMillis(1), false, FenceStatus.COMPLETE))
                .isEqualTo(before);
        assertThat(decide(state, due, false, FenceStatus.COMPLETE)).isEqualTo(after);
    }

    private static Verdict decide(BlockState state, Duration age, boolean referenced, FenceStatus fence) {
        Instant since = NOW.minus(age);
        BlockId hash = BlockId.hash(ByteBuffer.allocate(1));
        Location place = Location.single(new ObjectName(hash, 1));
        BlockRow row = new BlockRow(hash, 1, 2, state, 1, place, since, since);
        return Verdict.decide(row, referenced, fence, NOW, WINDOW);
    }
}
