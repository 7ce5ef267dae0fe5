package io.holdfast.core.name;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestoreNameTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @Test
    void standsBetweenStemAndExtension() {
        assertThat(name("report.pdf", 1)).isEqualTo("report (restored 2026-11-21).pdf");
        assertThat(name("report.pdf", 2)).isEqualTo("report (restored 2026-11-21 2).pdf");
        assertThat(name("folder", 1)).isEqualTo("folder (restored 2026-11-21)");
        assertThat(name(".profile", 1)).isEqualTo(".profile (restored 2026-11-21)");
    }

    @Test
    void cutsALongStemAtACharactersBoundary() {
        String name = name("ü".repeat(125) + ".txt", 1);
        assertThat(name).endsWith("ü (restored 2026-11-21).txt");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(EntryName.MAX_BYTES - 1, EntryName.MAX_BYTES);
    }

    private static String name(String original, int attempt) {
        return RestoreName.of(EntryName.of(original), DAY, attempt).value();
    }
}
