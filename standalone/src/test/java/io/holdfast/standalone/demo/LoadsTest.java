package io.holdfast.standalone.demo;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadsTest {
    @Test
    void smallFilesGoTogetherAndALargeOneByItself() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            files.add(file(i, i == 700 ? 300 << 10 : 100));
        }
        List<List<SourceFile>> loads = Loads.of(files);
        assertThat(loads.stream().map(List::size)).containsExactly(500, 1, 500, 199);
        assertThat(loads.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void aLoadFitsIntoMemoryAndIntoOneBody() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            files.add(file(i, (int) Loads.SMALL_BYTES));
        }
        assertThat(Loads.of(files))
                .allSatisfy(load -> assertThat(
                                load.stream().mapToLong(SourceFile::sizeBytes).sum())
                        .isLessThanOrEqualTo(8 << 20));
        assertThat(Loads.of(List.of())).isEmpty();
    }

    private static SourceFile file(int number, int size) {
        return new SourceFile("/f" + number, new Content.OfFile(Path.of("f" + number), size, FileTime.fromMillis(0)));
    }
}
