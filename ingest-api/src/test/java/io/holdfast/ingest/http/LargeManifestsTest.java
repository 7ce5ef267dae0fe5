package io.holdfast.ingest.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LargeManifestsTest {
    @Test
    void twoAreInMemoryAtATimeAndSmallOnesNeedNoTurn() throws Exception {
        LargeManifests manifests = new LargeManifests();
        Turns.Turn first = manifests.turnFor(LargeManifests.SMALL_BLOCKS + 1L);
        Turns.Turn second = manifests.turnFor(Long.MAX_VALUE);
        CompletableFuture<Turns.Turn> third = CompletableFuture.supplyAsync(() -> manifests.turnFor(1 << 18));
        for (int i = 0; i < 100; i++) {
            manifests.turnFor(LargeManifests.SMALL_BLOCKS).close();
        }
        assertThat(third.isDone()).isFalse();
        first.close();
        third.get(10, TimeUnit.SECONDS).close();
        second.close();
    }
}
