package io.holdfast.streams.logic;

import io.holdfast.lakehouse.event.ChangeEvent;
import io.holdfast.streams.record.AccountChange;
import io.holdfast.streams.record.Origin;
import io.holdfast.streams.record.Pace;
import io.holdfast.streams.record.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FanOutTest {
    private static final UUID OWNER = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    @Test
    void windowGrowsOnlyAboveTheCalmRateAndNeverBeyondTheLongest() {
        assertThat(Window.DEFAULT.millis(0)).isEqualTo(20);
        assertThat(Window.DEFAULT.millis(200)).isEqualTo(20);
        assertThat(Window.DEFAULT.millis(300)).isEqualTo(30);
        assertThat(Window.DEFAULT.millis(1_000)).isEqualTo(100);
        assertThat(Window.DEFAULT.millis(1_000_000)).isEqualTo(100);
    }

    @Test
    void refusesAWindowThatMakesNoSense() {
        assertThatThrownBy(() -> new Window(Duration.ZERO, Duration.ofMillis(5), 1))
                .hasMessageContaining("1ms");
        assertThatThrownBy(() -> new Window(Duration.ofMillis(9), Duration.ofMillis(5), 1))
                .hasMessageContaining("shorter");
        assertThatThrownBy(() -> new Window(Duration.ofMillis(9), Duration.ofHours(1), 1))
                .hasMessageContaining("10s");
        assertThatThrownBy(() -> new Window(Duration.ofMillis(9), Duration.ofMillis(9), 0))
                .hasMessageContaining("calm rate");
    }

    @Test
    void paceIsThatOfThisSecondOrTheLast() {
        Pace pace = Pace.NONE;
        for (int i = 0; i < 300; i++) {
            pace = pace.count(10_000 + i);
        }
        assertThat(pace.perSecond()).isEqualTo(300);
        assertThat(pace.count(11_100).perSecond()).isEqualTo(300);
        assertThat(pace.count(12_100).perSecond()).as("a second of silence").isEqualTo(1);
    }

    @Test
    void ownerIsSignalledWhoeverMadeTheChange() {
        assertThat(Audience.of(change(Optional.of(OWNER), Optional.of(OTHER)))).containsExactly(OWNER);
        assertThat(Audience.of(change(Optional.empty(), Optional.of(OTHER)))).containsExactly(OTHER);
        assertThat(Audience.of(change(Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void signalNamesEachDeviceOnceWithItsLastChange() {
        Signal signal = Signals.of(accountChange(7, "a", 10));
        signal = Signals.plus(signal, accountChange(8, "b", 10));
        signal = Signals.plus(signal, accountChange(9, "a", 10));
        assertThat(signal.origins()).containsExactly(new Origin("a", 9), new Origin("b", 8));
        assertThat(signal.seq()).isEqualTo(9);
        assertThat(signal.occurredAtMicros()).isEqualTo(7);
        assertThat(signal.changes()).hasNumberOfRows(3);
        assertThat(signal.isWhole()).isTrue();
    }

    @Test
    void manyOrLargeChangesDoNotTravelAlong() {
        Signal many = Signals.of(accountChange(1, "a", 10));
        for (int i = 1; i < 40; i++) {
            many = Signals.plus(many, accountChange(1 + i, "a", 10));
            assertThat(many.isWhole()).isEqualTo(i < Signals.MOST_CHANGES);
        }
        assertThat(many.count()).isEqualTo(40);
        assertThat(many.changes()).isEmpty();
        Signal large = Signals.of(accountChange(1, "a", Signals.MOST_BYTES + 1));
        assertThat(large.changes()).isEmpty();
        assertThat(Signals.plus(large, accountChange(2, "a", 1)).changes()).isEmpty();
    }

    private static AccountChange accountChange(long seq, String device, int bytes) {
        return new AccountChange("account", "namespace", seq, device, seq, new byte[bytes]);
    }

    private static ChangeEvent change(Optional<UUID> owner, Optional<UUID> account) {
        return new ChangeEvent(
                new UUID(3, 3),
                1,
                new UUID(4, 4),
                "created",
                "folder",
                "/f",
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                account,
                Optional.empty(),
                Instant.EPOCH,
                owner,
                Optional.empty(),
                Optional.empty());
    }
}
