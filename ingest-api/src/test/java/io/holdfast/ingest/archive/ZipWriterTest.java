package io.holdfast.ingest.archive;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ZipWriterTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:15:31Z");

    @TempDir
    Path directory;

    @Test
    void anArchiveIsReadWithItsDirectoryAndAsAStream() throws IOException {
        byte[] random = new byte[300_000];
        new Random(1).nextBytes(random);
        Path file = directory.resolve("a.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipWriter zip = new ZipWriter(out)) {
            zip.folder("Ordner ü", TIME);
            zip.file("Ordner ü/日本.bin", TIME, random.length, to -> to.write(random));
            zip.file("empty", TIME, 0, to -> {});
            zip.finish();
        }
        try (ZipFile read = new ZipFile(file.toFile())) {
            assertThat(read.stream().map(ZipEntry::getName)).containsExactly("Ordner ü/", "Ordner ü/日本.bin", "empty");
            ZipEntry entry = read.getEntry("Ordner ü/日本.bin");
            assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(random);
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
            assertThat(read.getEntry("Ordner ü/").isDirectory()).isTrue();
            assertThat(read.getInputStream(read.getEntry("empty")).readAllBytes())
                    .isEmpty();
        }
        try (ZipInputStream read = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            assertThat(read.getNextEntry().getName()).isEqualTo("Ordner ü/");
            assertThat(read.getNextEntry().getName()).isEqualTo("Ordner ü/日本.bin");
            assertThat(read.readAllBytes()).isEqualTo(random);
            assertThat(read.getNextEntry().getName()).isEqualTo("empty");
            assertThat(read.getNextEntry()).isNull();
        }
    }

    @Test
    void moreEntriesThanAPlainZipCanHold() throws IOException {
        Path file = directory.resolve("many.zip");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipWriter zip = new ZipWriter(out)) {
            for (int i = 0; i < 70_000; i++) {
                zip.folder("f" + i, TIME);
            }
            zip.finish();
        }
        try (ZipFile read = new ZipFile(file.toFile())) {
            assertThat(read.size()).isEqualTo(70_000);
            assertThat(read.getEntry("f69999/")).isNotNull();
        }
    }

    @Test
    void anArchiveThatIsNotFinishedIsNone() throws IOException {
        Path file = directory.resolve("half.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipWriter zip = new ZipWriter(out)) {
            zip.file("a", TIME, 1, to -> to.write(1));
            assertThatThrownBy(() -> zip.file("b", TIME, 2, to -> to.write(1))).hasMessageContaining("1 bytes, not 2");
        }
        assertThatThrownBy(() -> new ZipFile(file.toFile()).close()).isInstanceOf(ZipException.class);
    }

    /** Every header that a file of more than 4 GiB has, without writing one: its size is only told. */
    @Test
    void aLargeFileHasSizesOfEightBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipEntryRecord entry =
                ZipEntryRecord.file("big", TIME, 5L << 30, 7L << 30).written(0x12345678, 6L << 30);
        entry.writeDirectoryRow(out);
        ByteBuffer row = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(row.getInt(20)).as("deflated size").isEqualTo(-1);
        assertThat(row.getInt(24)).as("size").isEqualTo(-1);
        assertThat(row.getInt(42)).as("offset").isEqualTo(-1);
        int extra = 46 + 3 + 9;
        assertThat(row.getShort(extra)).isEqualTo((short) 1);
        assertThat(row.getShort(extra + 2)).isEqualTo((short) 24);
        assertThat(row.getLong(extra + 4)).isEqualTo(5L << 30);
        assertThat(row.getLong(extra + 12)).isEqualTo(6L << 30);
        assertThat(row.getLong(extra + 20)).isEqualTo(7L << 30);
        assertThat(new ByteArrayInputStream(out.toByteArray()).available()).isEqualTo(extra + 28);
    }
}
