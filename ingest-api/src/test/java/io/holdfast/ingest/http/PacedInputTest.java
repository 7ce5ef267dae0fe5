package io.holdfast.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacedInputTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void aSenderWhoKeepsThePaceMayTakeHisTime() throws IOException {
        PacedInput body = body();
        advance(PacedInput.GRACE);
        for (int second = 0; second < 60; second++) {
            assertThat(body.readNBytes(PacedInput.BYTES_PER_SECOND)).hasSize(PacedInput.BYTES_PER_SECOND);
            advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void aSenderWhoFallsBehindIsCutOff() throws IOException {
        PacedInput body = body();
        body.readNBytes(100);
        advance(PacedInput.GRACE.plusSeconds(1));
        assertThatThrownBy(body::read)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().getStatus()).isEqualTo(408));
    }

    private PacedInput body() {
        return new PacedInput(new ByteArrayInputStream(new byte[2 << 20]), now::get);
    }

    private void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}
