package io.holdfast.standalone.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SourceTreeTest {
    @TempDir
    private Path folder;

    @Test
    void takesRegularFilesAndCountsWhatIsLeftOut() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a"), "12");
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("target/made"), "123");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub"));

        SourceTree all = SourceTree.scan(folder, "/x", SourceTree.Selection.EVERYTHING);
        assertThat(all.files()).extracting(SourceFile::path).containsExactly("/x/empty", "/x/sub/a", "/x/target/made");
        assertThat(all.links()).isEqualTo(1);
        assertThat(all.sizeBytes()).isEqualTo(5);
        assertThat(all.largest(1)).extracting(SourceFile::path).containsExactly("/x/target/made");

        SourceTree sources = SourceTree.scan(folder, "/x", SourceTree.Selection.SOURCES);
        assertThat(sources.files()).extracting(SourceFile::path).containsExactly("/x/empty", "/x/sub/a");
    }
}
