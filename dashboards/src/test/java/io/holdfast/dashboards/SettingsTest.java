package io.holdfast.dashboards;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {
    private static final Map<String, String> ALL = Map.of(
            "database.url", "jdbc:postgresql://127.0.0.1/holdfast",
            "database.user", "holdfast",
            "database.password", "secret-1",
            "lake.uri", "jdbc:postgresql://127.0.0.1/lake",
            "lake.user", "holdfast",
            "lake.password", "secret-2",
            "lake.warehouse", "file:///data/lake",
            "dashboards.maintenance-url", "http://127.0.0.1:4000",
            "dashboards.maintenance-token", "secret-3");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({DatabaseSettings.class, LakeSettings.class, DashboardsSettings.class})
    static class AllSettings {}

    private static ApplicationContextRunner with(Map<String, String> settings) {
        return new ApplicationContextRunner()
                .withUserConfiguration(AllSettings.class)
                .withPropertyValues(settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    @Test
    void everyKeyIsReadAndNoSecretIsShown() {
        with(ALL).run(context -> {
            assertThat(context.getBean(DatabaseSettings.class).password()).isEqualTo("secret-1");
            assertThat(context.getBean(LakeSettings.class).catalog().warehouse())
                    .isEqualTo("file:///data/lake");
            assertThat(context.getBean(DashboardsSettings.class).maintenanceToken())
                    .isEqualTo("secret-3");
            assertThat(context.getBean(DatabaseSettings.class).toString()
                            + context.getBean(LakeSettings.class)
                            + context.getBean(DashboardsSettings.class))
                    .doesNotContain("secret");
        });
    }

    @Test
    void theMaintenanceProcessMayBeAbsent() {
        with(ALL)
                .withPropertyValues("dashboards.maintenance-url=", "dashboards.maintenance-token=")
                .run(context -> assertThat(
                                context.getBean(DashboardsSettings.class).maintenanceUrl())
                        .isEmpty());
    }

    @Test
    void aMissingOrUnknownKeyStopsTheStart() {
        with(ALL)
                .withPropertyValues("database.url=")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("the setting 'database.url' is missing"));
        for (String key : new String[] {"database.uri", "lake.werehouse", "dashboards.color"}) {
            with(ALL)
                    .withPropertyValues(key + "=x")
                    .run(context -> assertThat(context.getStartupFailure())
                            .isInstanceOf(ConfigurationPropertiesBindException.class)
                            .rootCause()
                            .hasMessageContaining(key));
        }
    }
}
