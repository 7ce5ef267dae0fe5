package io.holdfast.dashboards;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CommandLineTest {
    @Test
    void theConfigurationFileIsAnAdditionalLocation() {
        assertThat(CommandLine.forSpring("--config", "/data/run/dashboards.properties", "--debug"))
                .containsExactly("--spring.config.additional-location=file:/data/run/dashboards.properties", "--debug");
    }

    @Test
    void aFileWithAnotherEndingIsReadAsProperties() {
        assertThat(CommandLine.forSpring("--config", "/data/run/dashboards.conf"))
                .containsExactly("--spring.config.additional-location=file:/data/run/dashboards.conf[.properties]");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.forSpring("--config"))
                .withMessageContaining("--config");
    }
}
