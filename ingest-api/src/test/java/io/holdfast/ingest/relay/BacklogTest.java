package io.holdfast.ingest.relay;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {
    private static final UUID NAMESPACE = new UUID(0, 1);

    @Test
    void takesRowsUntilTheManifestsAreTooMuch() {
        Backlog backlog = new Backlog(
                NAMESPACE,
                10,
                4,
                List.of(
                        new Backlog.Row(11, 5, 60),
                        new Backlog.Row(12, 0, 0),
                        new Backlog.Row(13, 6, 40),
                        new Backlog.Row(14, 7, 1)));
        assertThat(backlog.cut(100)).isEqualTo(new Backlog.Batch(13, 6, 3));
        assertThat(backlog.cut(1_000)).isEqualTo(new Backlog.Batch(14, 7, 4));
    }

    @Test
    void takesOneRowHoweverLarge() {
        Backlog backlog = new Backlog(NAMESPACE, 0, 0, List.of(new Backlog.Row(1, 1, 10_000_000)));
        assertThat(backlog.cut(0)).isEqualTo(new Backlog.Batch(1, 1, 1));
    }

    @Test
    void ofNothingTakesNothing() {
        assertThat(new Backlog(NAMESPACE, 3, 2, List.of()).cut(10).isEmpty()).isTrue();
    }
}
