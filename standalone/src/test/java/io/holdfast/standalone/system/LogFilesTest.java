package io.holdfast.standalone.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilesTest {
    @TempDir
    private Path folder;

    @Test
    void theTailIsTheLastLines() throws Exception {
        Path log = folder.resolve("x.log");
        assertThat(LogTail.last(log, 2)).isEmpty();
        Files.writeString(log, "one\ntwo\nthree\n");
        assertThat(LogTail.last(log, 2)).containsExactly("two", "three");
    }

    @Test
    void aFollowerSeesWholeNewLinesAndStartsAnewWhenTheLogIsCut() throws Exception {
        Path log = folder.resolve("x.log");
        Files.writeString(log, "before\n");
        LogFollower follower = LogFollower.fromEnd(log);
        Files.writeString(log, "one\ntw", StandardOpenOption.APPEND);
        assertThat(follower.newLines()).containsExactly("one");
        Files.writeString(log, "o\n", StandardOpenOption.APPEND);
        assertThat(follower.newLines()).containsExactly("two");
        Files.writeString(log, "cut\n");
        assertThat(follower.newLines()).containsExactly("cut");
    }
}
