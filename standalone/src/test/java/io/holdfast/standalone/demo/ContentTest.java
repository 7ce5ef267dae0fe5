package io.holdfast.standalone.demo;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ContentTest {
    private static final byte[] INSERTED = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void anEditedCopyReadsTheSameFromEveryPlace() throws Exception {
        Content original = file("abcdefghijklmnopqrstuvwxyz");
        for (long at : new long[] {0, 13, 26}) {
            Content edited = new Content.Edited(original, at, INSERTED);
            String whole = read(edited, 0);
            assertThat(whole)
                    .isEqualTo(new StringBuilder("abcdefghijklmnopqrstuvwxyz")
                            .insert((int) at, "0123456789")
                            .toString());
            assertThat(edited.sizeBytes()).isEqualTo(whole.length());
            for (int offset = 0; offset <= whole.length(); offset++) {
                assertThat(read(edited, offset)).isEqualTo(whole.substring(offset));
            }
        }
    }

    @Test
    void noticesThatAFileWasWrittenTo() throws Exception {
        Content original = file("abc");
        assertThat(original.unchanged()).isTrue();
        Files.writeString(folder.resolve("file"), "abcd");
        assertThat(original.unchanged()).isFalse();
    }

    private Content file(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), text);
        return new Content.OfFile(file, text.length(), Files.getLastModifiedTime(file));
    }

    private static String read(Content content, long offset) throws Exception {
        try (InputStream in = content.openAt(offset)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
