package io.holdfast.gc.batch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassArchiveTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path directory;

    @Test
    void theFirstRunMakesTheArchiveAndTheNextStartsFromIt() throws Exception {
        ClassArchive archive = archive(jar());
        assertThat(archive.flags()).singleElement().asString().startsWith("-XX:ArchiveClassesAtExit=");
        archive.ended(java(archive.flags()));

        assertThat(archive.flags()).hasSize(2).element(1).asString().startsWith("-XX:SharedArchiveFile=");
        assertThat(files()).hasSize(1);
        List<String> strict = new ArrayList<>(archive.flags());
        strict.set(0, "-Xshare:on");
        assertThat(java(strict)).as("the JVM takes it").isZero();
        assertThat(archive(jar()).flags()).as("of the next process").isEqualTo(archive.flags());
    }

    @Test
    void otherJarsNeedAnotherOne() throws Exception {
        ClassArchive archive = archive(jar());
        archive.ended(java(archive.flags()));
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(1_000));
        assertThat(archive(jar()).flags()).singleElement().asString().startsWith("-XX:ArchiveClassesAtExit=");
        assertThat(files()).isEmpty();
    }

    @Test
    void aRunThatBrokeOffLeavesNoneAndTheNextDoWithout() throws Exception {
        ClassArchive archive = archive(jar());
        archive.ended(java(archive.flags()));
        archive.ended(134);
        assertThat(archive.flags()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aRunThatFailedLeavesNothing() throws Exception {
        ClassArchive archive = archive(jar());
        java(archive.flags());
        archive.ended(1);
        assertThat(files()).isEmpty();
        assertThat(archive.flags()).hasSize(1);
    }

    @Test
    void thereIsNoneWithoutAFolderOrWithFoldersOfClasses() throws Exception {
        assertThat(ClassArchive.of(jvm(jar().toString(), Optional.empty()))).isEmpty();
        assertThat(ClassArchive.of(jvm(jar() + File.pathSeparator + directory, Optional.of(directory))))
                .isEmpty();
    }

    private ClassArchive archive(Path jar) {
        return ClassArchive.of(jvm(jar.toString(), Optional.of(directory.resolve("classes"))))
                .orElseThrow();
    }

    private BatchJvm jvm(String classPath, Optional<Path> archives) {
        return new BatchJvm(JAVA, classPath, directory, "64m", archives, Duration.ofMinutes(1), Map.of());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("classes"))) {
            return files.toList();
        }
    }

    private int java(List<String> flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", jar().toString(), "-version"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("some.jar");
        if (!Files.exists(jar)) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        }
        return jar;
    }
}
