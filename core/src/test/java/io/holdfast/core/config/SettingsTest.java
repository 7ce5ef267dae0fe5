package io.holdfast.core.config;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    @Test
    void readsEachKindOfValueAndFallsBackToDefaults() {
        Settings settings = new Settings(Map.of(
                "a.name", " x ", "a.count", "7", "a.on", "true", "a.wait", "15m", "a.short", "250ms", "a.iso", "PT1H"));
        assertThat(settings.text("a.name")).isEqualTo("x");
        assertThat(settings.number("a.count", 1)).isEqualTo(7);
        assertThat(settings.flag("a.on", false)).isTrue();
        assertThat(settings.duration("a.wait", Duration.ZERO)).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.duration("a.short", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.duration("a.iso", Duration.ZERO)).isEqualTo(Duration.ofHours(1));
        assertThat(settings.duration("a.absent", Duration.ofDays(14))).isEqualTo(Duration.ofDays(14));
        settings.refuseUnknown();
    }

    @Test
    void aKeyThatNobodyReadsStopsTheStart() {
        Settings settings = new Settings(Map.of("a.name", "x", "a.nmae", "y"));
        settings.text("a.name");
        assertThatThrownBy(settings::refuseUnknown).hasMessage("unknown settings: a.nmae");
    }

    @Test
    void saysWhichValueIsWrongAndWhatItMustBe() {
        Settings settings = new Settings(Map.of("a.count", "many", "a.wait", "soon", "a.on", "yes"));
        assertThatThrownBy(() -> settings.number("a.count", 1))
                .hasMessage("the setting 'a.count' is 'many' but must be a whole number");
        assertThatThrownBy(() -> settings.duration("a.wait", Duration.ZERO)).hasMessageContaining("'soon'");
        assertThatThrownBy(() -> settings.flag("a.on", false)).hasMessageContaining("true or false");
        assertThatThrownBy(() -> settings.text("a.absent")).hasMessage("the setting 'a.absent' is missing");
    }
}
