package io.holdfast.dashboards.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MemoTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Memo<String, Integer> memo = new Memo<>(now::get, Duration.ofSeconds(10));
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void anAnswerIsKeptForItsTimeAndNoLonger() {
        assertThat(memo.get("a", this::work)).isEqualTo(1);
        now.set(Instant.EPOCH.plusSeconds(9));
        assertThat(memo.get("a", this::work)).isEqualTo(1);
        assertThat(memo.get("b", this::work)).isEqualTo(2);
        now.set(Instant.EPOCH.plusSeconds(10));
        assertThat(memo.get("a", this::work)).isEqualTo(3);
    }

    @Test
    void aFailureIsNotKept() {
        assertThatIllegalStateException()
                .isThrownBy(() -> memo.get("a", question -> {
                    throw new IllegalStateException();
                }));
        assertThat(memo.get("a", this::work)).isEqualTo(1);
    }

    @Test
    void onlyTheYoungestAnswersAreKept() {
        for (int i = 0; i < 17; i++) {
            memo.get("question " + i, this::work);
        }
        memo.get("question 16", this::work);
        assertThat(works).hasValue(17);
        memo.get("question 0", this::work);
        assertThat(works).hasValue(18);
    }

    private int work(String question) {
        return works.incrementAndGet();
    }
}
