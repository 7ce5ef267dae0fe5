package io.holdfast.ingest.form;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartReaderTest {
    private static final String HEAD = "Content-Disposition: form-data; name=\"x\"\r\n\r\n";

    @Test
    void findsTheDelimiterWhereverANaiveSearchDoes() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String boundary = "ab".repeat(random.nextInt(4)) + "a";
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "\r\n-ab".charAt(random.nextInt(5));
            }
            byte[] wanted = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
            if (bytes.length > wanted.length && random.nextBoolean()) {
                System.arraycopy(wanted, 0, bytes, random.nextInt(bytes.length - wanted.length), wanted.length);
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            assertThat(new Delimiter(boundary).find(bytes, from, bytes.length))
                    .as("%s in %s from %d", boundary, Arrays.toString(bytes), from)
                    .isEqualTo(naive(bytes, from, wanted));
        }
    }

    /** Contents that end in, or consist of, what a boundary begins with; sizes around the buffer's; one byte at a time too. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_400, 65_460, 65_466, 65_470, 65_530, 65_536, 65_537, 131_072, 1_000_000})
    void partsComeOutByteForByte(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (int at = 0; at + 6 < size; at += 997) {
            System.arraycopy("\r\n--bo".getBytes(StandardCharsets.US_ASCII), 0, content, at, 6);
        }
        byte[] body = body(
                "preamble\r\n--bound\r\n" + HEAD,
                content,
                "\r\n--bound \t\r\n" + HEAD + "second\r\n--bound--\r\nepilogue");
        for (InputStream in : new InputStream[] {new ByteArrayInputStream(body), new Dribble(body)}) {
            PartReader parts = new PartReader(in, "bound");
            assertThat(parts.next()).isEqualTo(HEAD);
            assertThat(parts.body().readAllBytes()).isEqualTo(content);
            assertThat(parts.body().read()).isEqualTo(-1);
            assertThat(parts.next()).isEqualTo(HEAD);
            assertThat(parts.body().read()).isEqualTo('s');
            assertThat(parts.next()).as("the rest of a part is skipped").isEmpty();
        }
    }

    @Test
    void aBodyThatEndsAnywhereBeforeItsLastBoundaryWasCutOff() {
        byte[] whole = body("--b\r\n" + HEAD, new byte[] {1, 2, 3}, "\r\n--b--");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> readAll(cut)).as("%d bytes", length).isInstanceOf(InvalidRequest.class);
        }
        assertThat(readAllQuietly(whole)).isEqualTo(1);
    }

    @Test
    void aMalformedBoundaryOrAnEndlessHeaderIsRefused() {
        assertThatThrownBy(() -> readAll(body("--bx\r\n" + HEAD, new byte[0], "\r\n--b--")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("malformed");
        assertThatThrownBy(() -> readAll(body("--b\r\nX: " + "y".repeat(9_000), new byte[0], "")))
                .isInstanceOf(TooLarge.class);
    }

    @Test
    void theHeaderOfAPartSaysWhatItIs() {
        assertThat(Part.parse("content-disposition: form-data; name=\"file\"; filename=\"na\u00efve.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\n"))
                .satisfies(part -> {
                    assertThat(part.name()).isEqualTo("file");
                    assertThat(part.fileName()).contains("na\u00efve.txt");
                    assertThat(part.contentType()).contains("text/plain");
                });
        for (String header : new String[] {
            "\r\n", "Content-Disposition: attachment; name=\"x\"\r\n\r\n", "Content-Disposition: form-data\r\n\r\n", "x"
        }) {
            assertThatThrownBy(() -> Part.parse(header)).isInstanceOf(InvalidRequest.class);
        }
    }

    private static int readAllQuietly(byte[] body) {
        try {
            return readAll(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int readAll(byte[] body) throws IOException {
        PartReader parts = new PartReader(new ByteArrayInputStream(body), "b");
        int count = 0;
        while (!parts.next().isEmpty()) {
            parts.body().readAllBytes();
            count++;
        }
        return count;
    }

    private static byte[] body(String before, byte[] content, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
        out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static int naive(byte[] bytes, int from, byte[] wanted) {
        for (int i = from; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Gives one byte at a time. */
    private static final class Dribble extends FilterInputStream {
        Dribble(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(1, length));
        }
    }
}
