package io.holdfast.standalone.process;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

    @Test
    void doublesFromTheFirstPauseUpToTheLongest() {
        assertThat(backoff.delay(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.delay(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.delay(6)).isEqualTo(Duration.ofSeconds(16));
        assertThat(backoff.delay(7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void forgetsEarlierDeathsOfAProcessThatWasStable() {
        assertThat(backoff.failures(6, Duration.ofSeconds(119))).isEqualTo(7);
        assertThat(backoff.failures(6, Duration.ofSeconds(120))).isEqualTo(1);
    }
}
