package io.holdfast.core.retention;

import io.holdfast.core.retention.RetentionDecision.Outcome;
import io.holdfast.core.retention.StoredVersion.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RetentionPolicy NO_LIMIT =
            new RetentionPolicy(OptionalInt.empty(), Optional.empty(), Thinning.NONE);

    @Test
    void keepsEverythingWithoutLimits() {
        assertThat(removed(NO_LIMIT, everyHour(100))).isEmpty();
    }

    @Test
    void keepsTheLastN() {
        RetentionPolicy policy = new RetentionPolicy(OptionalInt.of(3), Optional.empty(), Thinning.NONE);
        assertThat(removed(policy, everyHour(5))).containsExactly(2L, 1L);
        assertThat(policy.decide(everyHour(5), NOW).get(4).labels()).isEqualTo("beyond-last-n");
    }

    @Test
    void removesWhatIsTooOldButNeverTheCurrentVersion() {
        RetentionPolicy policy =
                new RetentionPolicy(OptionalInt.empty(), Optional.of(Duration.ofHours(1)), Thinning.NONE);
        List<StoredVersion> old =
                List.of(version(1, NOW.minus(Duration.ofDays(9))), version(2, NOW.minus(Duration.ofDays(8))));
        assertThat(removed(policy, old)).containsExactly(1L);
        assertThat(policy.decide(old, NOW).get(0).reasons()).containsExactly(Reason.CURRENT);
    }

    @Test
    void thinsToTheNewestOfADayAndThenOfAWeek() {
        RetentionPolicy policy = new RetentionPolicy(OptionalInt.empty(), Optional.empty(), Thinning.DAILY_THEN_WEEKLY);
        List<StoredVersion> kept = policy.decide(everyHour(24 * 60), NOW).stream()
                .filter(decision -> decision.outcome() == Outcome.KEEP)
                .map(RetentionDecision::version)
                .toList();
        assertThat(kept.stream().filter(v -> v.createdAt().isAfter(NOW.minus(Duration.ofHours(24)))))
                .hasSize(24);
        assertThat(kept).hasSizeBetween(24 + 29 + 4, 24 + 31 + 6);
    }

    @Test
    void thinningTwiceRemovesNoMore() {
        RetentionPolicy policy = new RetentionPolicy(OptionalInt.empty(), Optional.empty(), Thinning.DAILY_THEN_WEEKLY);
        List<StoredVersion> kept = policy.decide(everyHour(24 * 60), NOW).stream()
                .filter(decision -> decision.outcome() == Outcome.KEEP)
                .map(RetentionDecision::version)
                .toList();
        assertThat(removed(policy, kept)).isEmpty();
    }

    @Test
    void aHoldWinsOverEveryLimit() {
        RetentionPolicy policy =
                new RetentionPolicy(OptionalInt.of(1), Optional.of(Duration.ofMinutes(1)), Thinning.DAILY_THEN_WEEKLY);
        List<StoredVersion> versions = List.of(
                new StoredVersion(1, NOW.minus(Duration.ofDays(400)), Hold.HELD),
                version(2, NOW.minus(Duration.ofDays(300))),
                version(3, NOW.minus(Duration.ofDays(200))));
        assertThat(removed(policy, versions)).containsExactly(2L);
    }

    @Test
    void expiredTrashLosesEveryVersionThatIsNotHeld() {
        List<StoredVersion> versions = List.of(version(1, NOW), new StoredVersion(2, NOW, Hold.HELD), version(3, NOW));
        assertThat(RetentionPolicy.decideExpiredTrash(versions).stream()
                        .filter(decision -> decision.outcome() == Outcome.REMOVE)
                        .map(decision -> decision.version().number() + " " + decision.labels()))
                .containsExactly("1 trash-expired", "3 trash-expired");
    }

    @Test
    void theOrderOfTheInputDoesNotMatterAndTheCurrentVersionAlwaysStays() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<StoredVersion> versions = new ArrayList<>();
            for (int number = 1; number <= 1 + random.nextInt(40); number++) {
                versions.add(version(number, NOW.minus(Duration.ofMinutes(random.nextInt(200_000)))));
            }
            RetentionPolicy policy = new RetentionPolicy(
                    OptionalInt.of(1 + random.nextInt(10)),
                    Optional.of(Duration.ofDays(1 + random.nextInt(90))),
                    Thinning.DAILY_THEN_WEEKLY);
            List<Long> removed = removed(policy, versions);
            Collections.shuffle(versions, random);
            assertThat(removed(policy, versions)).as("seed " + seed).isEqualTo(removed);
            long current =
                    versions.stream().mapToLong(StoredVersion::number).max().orElseThrow();
            assertThat(removed).as("seed " + seed).doesNotContain(current);
        }
    }

    @Test
    void refusesAPolicyThatKeepsNothing() {
        assertThatThrownBy(() -> new RetentionPolicy(OptionalInt.of(0), Optional.empty(), Thinning.NONE))
                .hasMessageContaining("keep-last must be at least 1");
        assertThatThrownBy(() -> new RetentionPolicy(OptionalInt.empty(), Optional.of(Duration.ZERO), Thinning.NONE))
                .hasMessageContaining("max-age must be positive");
    }

    private static List<Long> removed(RetentionPolicy policy, List<StoredVersion> versions) {
        return policy.decide(versions, NOW).stream()
                .filter(decision -> decision.outcome() == Outcome.REMOVE)
                .map(decision -> decision.version().number())
                .toList();
    }

    /** Versions 1 to n, the newest half an hour old. */
    private static List<StoredVersion> everyHour(int n) {
        return LongStream.rangeClosed(1, n)
                .mapToObj(number -> version(number, NOW.minus(Duration.ofMinutes(30 + 60 * (n - number)))))
                .toList();
    }

    private static StoredVersion version(long number, Instant createdAt) {
        return new StoredVersion(number, createdAt, Hold.NONE);
    }
}
