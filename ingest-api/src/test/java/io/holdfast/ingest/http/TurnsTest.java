package io.holdfast.ingest.http;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnsTest {
    @Test
    void whoFindsTheQueueFullIsSentAwayAtOnceAndWhoWaitsComesNext() throws Exception {
        Turns turns = new Turns("uploads", 1, 1);
        Turns.Turn first = turns.take();
        CompletableFuture<Turns.Turn> second = CompletableFuture.supplyAsync(turns::take);
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(turns::take).isInstanceOf(Unavailable.class).hasMessageContaining("too many uploads");
        first.close();
        second.get(10, TimeUnit.SECONDS).close();
        turns.take().close();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whoHasBegunToAnswerNeverFindsTheQueueFull() throws Exception {
        Turns turns = new Turns("downloads", 1, 0);
        Turns.Turn first = turns.take();
        CompletableFuture<Turns.Turn> begun = CompletableFuture.supplyAsync(turns::takeAnother);
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(turns::take).isInstanceOf(Unavailable.class);
        first.close();
        begun.get(10, TimeUnit.SECONDS).close();
    }
}
