package io.holdfast.streams.embedded;

import io.holdfast.streams.job.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointFolderTest {
    @TempDir
    private Path folder;

    @Test
    void listsCompleteCheckpointsOfAllRunsNewestFirst() throws IOException {
        write("run-a", 7, 1_000);
        write("run-a", 8, 2_000);
        write("run-b", 8, 3_000);
        Files.createDirectories(folder.resolve("run-b/chk-9"));
        assertThat(new CheckpointFolder(folder).newestFirst())
                .extracting(checkpoint -> folder.relativize(checkpoint.folder()).toString())
                .containsExactly("run-b/chk-8", "run-a/chk-8", "run-a/chk-7");
    }

    @Test
    void deletesRunsThatHaveNoneOfTheNewestCheckpoints() throws IOException {
        write("old", 1, 1_000);
        Files.createDirectories(folder.resolve("never-checkpointed/shared"));
        for (int i = 0; i < JobConfiguration.KEPT_CHECKPOINTS; i++) {
            write(i == 0 ? "before" : "newest", 2 + i, 2_000 + i);
        }
        CheckpointFolder checkpoints = new CheckpointFolder(folder);
        checkpoints.tidy();
        assertThat(folder).isDirectoryContaining("glob:**/before").isDirectoryContaining("glob:**/newest");
        assertThat(folder).isDirectoryNotContaining("glob:**/old");
        assertThat(folder).isDirectoryNotContaining("glob:**/never-checkpointed");
    }

    @Test
    void tellsThatMetadataCannotBeRead() throws IOException {
        write("run", 1, 1_000);
        Checkpoint damaged = new CheckpointFolder(folder).newestFirst().get(0);
        assertThat(CheckpointCheck.problem(damaged))
                .hasValueSatisfying(problem -> assertThat(problem).contains("metadata cannot be read"));
    }

    private void write(String run, int number, long millis) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(run).resolve("chk-" + number));
        Path metadata = Files.write(checkpoint.resolve("_metadata"), new byte[] {1});
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    }
}
