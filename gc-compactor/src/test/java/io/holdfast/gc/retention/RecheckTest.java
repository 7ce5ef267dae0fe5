package io.holdfast.gc.retention;

import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import io.holdfast.metadata.retention.PurgeRule;
import io.holdfast.metadata.retention.VersionFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecheckTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PurgeRule TWO_OR_A_WEEK =
            Recheck.policy(new RetentionPolicy(OptionalInt.of(2), Optional.of(Duration.ofDays(7)), Thinning.NONE), NOW);

    @Test
    void letsGoWhatTheLimitsStillSpeakAgainst() {
        assertThat(TWO_OR_A_WEEK.mayGo(facts(2, Duration.ofDays(1), Optional.empty())))
                .isTrue();
        assertThat(TWO_OR_A_WEEK.mayGo(facts(1, Duration.ofDays(8), Optional.empty())))
                .isTrue();
    }

    @Test
    void keepsWhatIsWithinTheLimitsByNow() {
        assertThat(TWO_OR_A_WEEK.mayGo(facts(1, Duration.ofDays(1), Optional.empty())))
                .isFalse();
    }

    @Test
    void neverLetsTheNewestOrAFileInTheTrashGoByThePolicy() {
        assertThat(TWO_OR_A_WEEK.mayGo(facts(0, Duration.ofDays(400), Optional.empty())))
                .isFalse();
        assertThat(TWO_OR_A_WEEK.mayGo(facts(9, Duration.ofDays(400), Optional.of(NOW))))
                .isFalse();
    }

    @Test
    void emptiesTheTrashOnlyOfWhatIsStillThereForLongEnough() {
        PurgeRule rule = Recheck.trash(Duration.ofDays(30), NOW);
        assertThat(rule.mayGo(facts(0, Duration.ofDays(1), Optional.of(NOW.minus(Duration.ofDays(30))))))
                .isTrue();
        assertThat(rule.mayGo(facts(0, Duration.ofDays(1), Optional.of(NOW.minus(Duration.ofDays(29))))))
                .isFalse();
        assertThat(rule.mayGo(facts(0, Duration.ofDays(1), Optional.empty()))).isFalse();
    }

    private static VersionFacts facts(long newer, Duration age, Optional<Instant> trashedAt) {
        UUID id = new UUID(0, 1);
        return new VersionFacts(id, id, id, 1, 10, NOW.minus(age), newer == 0, newer, trashedAt);
    }
}
