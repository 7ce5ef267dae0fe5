package io.holdfast.streams;

import io.holdfast.core.config.Settings;
import io.holdfast.streams.logic.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamSettingsTest {
    @Test
    void needsNoMoreThanPlaces() {
        StreamSettings settings = StreamSettings.of(new Settings(places()));
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.parallelism()).isEqualTo(1);
        assertThat(settings.fanOutWindow()).isEqualTo(Window.DEFAULT);
    }

    @Test
    void readsEveryKey() {
        Map<String, String> all = places();
        all.put("streams.checkpoint-interval", "500ms");
        all.put("streams.parallelism", "2");
        all.put("streams.fan-out-window", "5ms");
        all.put("streams.fan-out-longest-window", "50ms");
        all.put("streams.fan-out-calm-rate", "10");
        StreamSettings settings = StreamSettings.of(new Settings(all));
        assertThat(settings.connections().bootstrapServers()).isEqualTo("k:9");
        assertThat(settings.connections().database().url()).isEqualTo("jdbc:d");
        assertThat(settings.connections().lake().warehouse()).isEqualTo("file:///w");
        assertThat(settings.stateDir()).isEqualTo(Path.of("/s"));
        assertThat(settings.tmpDir()).isEqualTo(Path.of("/t"));
        assertThat(settings.restPort()).isEqualTo(1);
        assertThat(settings.metricsPort()).isEqualTo(2);
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.parallelism()).isEqualTo(2);
        assertThat(settings.fanOutWindow()).isEqualTo(new Window(Duration.ofMillis(5), Duration.ofMillis(50), 10));
    }

    @Test
    void refusesWhatIsUnknownMissingOrDangerous() {
        assertRefused("streams.state", "/x", "unknown settings: streams.state");
        assertRefused("streams.parallelism", "0", "streams.parallelism");
        assertRefused("streams.fan-out-window", "2s", "longest");
        assertRefused("streams.rest-port", "70000", "streams.rest-port");
        assertRefused("streams.checkpoint-interval", "1ms", "streams.checkpoint-interval");
        assertRefused("streams.tmp-dir", "/", "streams.tmp-dir");
        Map<String, String> incomplete = places();
        incomplete.remove("database.url");
        assertThatThrownBy(() -> StreamSettings.of(new Settings(incomplete))).hasMessageContaining("database.url");
    }

    private static void assertRefused(String key, String value, String message) {
        Map<String, String> settings = places();
        settings.put(key, value);
        assertThatThrownBy(() -> StreamSettings.of(new Settings(settings))).hasMessageContaining(message);
    }

    private static Map<String, String> places() {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap-servers", "k:9");
        settings.put("database.url", "jdbc:d");
        settings.put("database.user", "u");
        settings.put("database.password", "p");
        settings.put("lake.uri", "jdbc:l");
        settings.put("lake.user", "u");
        settings.put("lake.password", "p");
        settings.put("lake.warehouse", "file:///w");
        settings.put("streams.state-dir", "/s");
        settings.put("streams.tmp-dir", "/t");
        settings.put("streams.rest-port", "1");
        settings.put("streams.metrics-port", "2");
        return settings;
    }
}
