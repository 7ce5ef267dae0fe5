package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class BlocksFileTest {
    @TempDir
    private Path root;

    @Test
    void isNotNeeded() throws IOException {
        assertThat(BlocksFile.read(new DataDirectory(root))).isEmpty();
    }

    @Test
    void givesItsKeys() throws IOException {
        Files.writeString(root.resolve("blocks.properties"), "# ours\nblocks.backend = s3\nblocks.s3.bucket=files\n");
        assertThat(BlocksFile.read(new DataDirectory(root)))
                .containsOnly(entry("blocks.backend", "s3"), entry("blocks.s3.bucket", "files"));
    }

    @Test
    void isAboutNothingElse() throws IOException {
        Files.writeString(root.resolve("blocks.properties"), "database.url=jdbc:postgresql://elsewhere\n");
        assertThatThrownBy(() -> BlocksFile.read(new DataDirectory(root)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has the key 'database.url'");
    }
}
