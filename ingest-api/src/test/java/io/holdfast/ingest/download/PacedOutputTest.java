package io.holdfast.ingest.download;

import io.holdfast.ingest.http.AnswerBroken;
import io.holdfast.ingest.http.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacedOutputTest {
    private static final byte[] PIECE = new byte[1_000];

    private Instant now = Instant.EPOCH;

    @Test
    void aReaderWhoIsTooSlowIsCutOff() {
        OutputStream out = new PacedOutput(reader(Duration.ofSeconds(1)), () -> now);
        assertThatThrownBy(() -> {
                    while (true) {
                        out.write(PIECE);
                    }
                })
                .isInstanceOf(AnswerBroken.class);
        assertThat(Duration.between(Instant.EPOCH, now)).isBetween(Pace.GRACE, Pace.GRACE.plusSeconds(5));
    }

    @Test
    void whatWeNeedOurselvesDoesNotCount() throws IOException {
        OutputStream out = new PacedOutput(reader(Duration.ofMillis(50)), () -> now);
        for (int i = 0; i < 1_000; i++) {
            out.write(PIECE);
            now = now.plusSeconds(1);
        }
    }

    private OutputStream reader(Duration pause) {
        return new OutputStream() {
            @Override
            public void write(int value) {
                now = now.plus(pause);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                now = now.plus(pause);
            }
        };
    }
}
