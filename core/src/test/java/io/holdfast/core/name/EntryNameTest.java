package io.holdfast.core.name;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EntryNameTest {
    @Test
    void isNormalisedAndKeepsItsCase() {
        assertThat(EntryName.of("A\u0308pfel.TXT").value()).isEqualTo("\u00c4pfel.TXT");
    }

    @ParameterizedTest
    @CsvSource({
        "README,readme",
        "STRASSE,stra\u00dfe",
        "stra\u00dfe,STRA\u1e9eE",
        "\u00c4,a\u0308",
        "\u0391\u03a3,\u03b1\u03c3",
        "\u212a,k",
        "\ufb03x,FFIX"
    })
    void namesThatDifferInCaseOrFormOnlyShareAKey(String one, String other) {
        assertThat(EntryName.of(one).key()).isEqualTo(EntryName.of(other).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\0b", "half \ud800 pair"})
    void refusesWhatNoFolderMayHold(String name) {
        assertThatThrownBy(() -> EntryName.of(name)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(EntryName.of("\u00e4".repeat(127)).value()).hasSize(127);
        assertThatThrownBy(() -> EntryName.of("\u00e4".repeat(128))).hasMessageContaining("at most 255 bytes, not 256");
    }

    @Test
    void pathIsAListOfNames() {
        EntryPath path = EntryPath.parse("docs/a.txt");
        assertThat(path).isEqualTo(EntryPath.parse("/docs/a.txt")).hasToString("/docs/a.txt");
        assertThat(path.name()).isEqualTo(EntryName.of("a.txt"));
        assertThat(path.parent().child(EntryName.of("b"))).hasToString("/docs/b");
        assertThat(EntryPath.parse("/")).isEqualTo(EntryPath.ROOT).hasToString("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "a/", "/../etc/passwd", "a/./b", "//"})
    void pathNeverLeavesTheRoot(String path) {
        assertThatThrownBy(() -> EntryPath.parse(path)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void pathHasADepthAndALength() {
        assertThatThrownBy(() -> EntryPath.parse("a/".repeat(256) + "a")).hasMessageContaining("256 deep");
        String longName = "x".repeat(250);
        assertThatThrownBy(() -> new EntryPath(List.copyOf(Collections.nCopies(17, EntryName.of(longName)))))
                .hasMessageContaining("4096 bytes");
    }

    @Test
    void conflictedCopyNamesTheDeviceAndTheDay() {
        LocalDate day = LocalDate.of(2026, 11, 21);
        assertThat(ConflictName.of(EntryName.of("report.v2.pdf"), "Ada's laptop", day, 1))
                .hasToString("report.v2 (Ada's laptop's conflicted copy 2026-11-21).pdf");
        assertThat(ConflictName.of(EntryName.of(".profile"), "a/b", day, 3))
                .hasToString(".profile (a-b's conflicted copy 2026-11-21 3)");
    }

    @Test
    void conflictedCopyOfALongNameIsALegalName() {
        EntryName longest = EntryName.of("\ud83d\ude00".repeat(62) + ".jpeg");
        EntryName copy = ConflictName.of(longest, "\u00e4".repeat(300), LocalDate.of(2026, 11, 21), 1);
        assertThat(copy.value()).endsWith(".jpeg").contains("conflicted copy");
    }
}
