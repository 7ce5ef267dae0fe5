package io.holdfast.standalone.demo;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintedTest {
    @Test
    void aTableAlignsTheFirstColumnLeftAndTheOthersRight() {
        Table table =
                new Table(List.of(List.of("", "bytes"), List.of("first user", "1 B"), List.of("two", "12.0 KiB")));
        assertThat(table.lines())
                .containsExactly("               bytes", "first user       1 B", "two         12.0 KiB");
    }

    @Test
    void sizesHaveTheUnitThatFits() {
        assertThat(Bytes.text(0)).isEqualTo("0 B");
        assertThat(Bytes.text(1023)).isEqualTo("1023 B");
        assertThat(Bytes.text(1024)).isEqualTo("1.0 KiB");
        assertThat(Bytes.text((1 << 20) - 1)).isEqualTo("1.0 MiB");
        assertThat(Bytes.text(5L << 40)).isEqualTo("5.0 TiB");
    }

    @Test
    void aBarShowsThePartThatIsDone() {
        assertThat(Progress.text(1, 2, 50, 100, 2.0, "first user"))
                .isEqualTo("first user               [###############...............]  50 %  1/2 files  25 B/s");
        assertThat(Progress.text(0, 0, 0, 0, 0, "nothing")).contains("100 %");
        assertThat(Progress.text(1, 2, 0, 0, 2.0, "deleting")).endsWith(" 50 %  1/2 files");
    }
}
