package io.holdfast.ingest.settings;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PushSettingsTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void haveDefaults() {
        runner.run(context -> assertThat(context.getBean(PushSettings.class))
                .isEqualTo(new PushSettings(
                        3_000,
                        100,
                        4,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        Duration.ofSeconds(30))));
    }

    @Test
    void takeEveryKey() {
        runner.withPropertyValues(
                        "push.connections=10",
                        "push.connections-per-account=5",
                        "push.connections-per-device=2",
                        "push.heartbeat=10s",
                        "push.compare-heads=1s",
                        "push.check-devices=2s",
                        "push.longest-connection=10m",
                        "push.shortest-poll=5s")
                .run(context -> assertThat(context.getBean(PushSettings.class))
                        .isEqualTo(new PushSettings(
                                10,
                                5,
                                2,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push.connection=1",
                "push.connections=0",
                "push.connections-per-account=0",
                "push.connections-per-device=0",
                "push.heartbeat=10m",
                "push.compare-heads=0s",
                "push.check-devices=1h",
                "push.longest-connection=2h",
                "push.shortest-poll=31s"
            })
    void refuseWhatMakesNoSense(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(PushSettings.class)
    static class Bound {}
}
