package io.holdfast.core.gc;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SafetyWindowTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theDefaultsStandOnTheirFloors() {
        SafetyWindow window = SafetyWindow.of(Profile.DEFAULT);
        assertThat(window.quarantine()).isEqualTo(Duration.ofDays(14));
        assertThat(window.sessionMax()).isLessThan(window.quarantine());
    }

    @Test
    void namesEverySettingBelowItsFloor() {
        assertThatThrownBy(() -> new SafetyWindow(
                        Profile.DEFAULT, Duration.ZERO, Duration.ofHours(23), Duration.ofDays(13), DAY, DAY, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minimum age")
                .hasMessageContaining("condemned time")
                .hasMessageContaining("quarantine is PT312H but must be at least PT336H")
                .hasMessageContaining("orphan age");
    }

    @Test
    void theQuarantineOutlastsTheRestoreWindowByTwoDays() {
        Duration restore = Duration.ofDays(30);
        assertThatThrownBy(() -> window(Duration.ofDays(31), restore)).hasMessageContaining("PT768H");
        assertThat(window(Duration.ofDays(32), restore).restoreWindow()).isEqualTo(restore);
    }

    @Test
    void anUploadMayNotOutliveTheQuarantine() {
        assertThatThrownBy(() -> new SafetyWindow(
                        Profile.DEFAULT, DAY, DAY, Duration.ofDays(14), DAY, Duration.ofDays(8), Duration.ofDays(7)))
                .hasMessageContaining("longest upload");
    }

    @Test
    void theRehearsalProfileHasNoFloors() {
        assertThat(SafetyWindow.of(Profile.REHEARSAL).quarantine()).isZero();
    }

    private static SafetyWindow window(Duration quarantine, Duration restore) {
        return new SafetyWindow(Profile.DEFAULT, DAY, DAY, quarantine, restore, DAY, Duration.ofDays(7));
    }
}
