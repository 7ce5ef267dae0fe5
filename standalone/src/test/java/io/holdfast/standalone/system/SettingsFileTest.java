package io.holdfast.standalone.system;

import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsFileTest {
    @Test
    void everyReaderOfPropertiesGetsTheSameValues() throws Exception {
        Map<String, String> settings = Map.of("blocks.dir", "/home/Zoë/a b\\c=d:#e", "api.port", "8080");
        String text = SettingsFile.text(settings);
        assertThat(text).startsWith("api.port=8080\n").doesNotContain("ë");
        Properties read = new Properties();
        read.load(new StringReader(text));
        assertThat(read).containsExactlyInAnyOrderEntriesOf(settings);
    }
}
