package io.holdfast.ingest.form;

import io.holdfast.core.error.HoldfastException.InvalidRequest;
import io.holdfast.core.error.HoldfastException.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Parts a multipart body (RFC 2046) with one buffer, however large a part is. Works on one part at a time: what is left of it is
 * skipped when the next one is asked for.
 */
final class PartReader {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_HEADER_BYTES = 8 << 10;

    private final InputStream in;
    private final Delimiter delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    /** Bytes of the part up to here are known to be its own. */
    private int safe;

    private boolean atDelimiter;

    PartReader(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = new Delimiter(boundary);
        // The first delimiter needs no line before it: as if the body began with an empty one.
        buffer[0] = '\r';
        buffer[1] = '\n';
        filled = 2;
        scan();
    }

    /**
     * Goes on to the next part.
     *
     * @return its header, or an empty text behind the last part
     * @throws InvalidRequest if the body ends before its last boundary
     */
    String next() throws IOException {
        while (available() > 0) {
            position = safe;
        }
        position += delimiter.length();
        int first = readByte();
        int second = readByte();
        if (first == '-' && second == '-') {
            return "";
        }
        while (first == ' ' || first == '\t') {
            first = second;
            second = readByte();
        }
        if (first != '\r' || second != '\n') {
            throw new InvalidRequest(
                    "the multipart form is malformed: a boundary is followed by neither a line end nor --");
        }
        String header = header();
        atDelimiter = false;
        scan();
        return header;
    }

    /** The bytes of the part that {@link #next} came to; good until it is called again. */
    InputStream body() {
        return new Body();
    }

    /** How many bytes of the part can be taken from the buffer; 0 at its end. */
    private int available() throws IOException {
        while (position == safe && !atDelimiter) {
            fill();
            scan();
        }
        return safe - position;
    }

    /** Looks how much of the buffer belongs to the part for sure. */
    private void scan() {
        int found = delimiter.find(buffer, position, filled);
        atDelimiter = found >= 0;
        safe = atDelimiter ? found : Math.max(position, filled - delimiter.length() + 1);
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= position;
        position = 0;
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new InvalidRequest("the multipart form was cut off: it ends before its last boundary");
        }
        filled += read;
    }

    private int readByte() throws IOException {
        if (position == filled) {
            fill();
        }
        return buffer[position++];
    }

    /** The lines up to an empty one. */
    private String header() throws IOException {
        byte[] header = new byte[MAX_HEADER_BYTES];
        int length = 0;
        while (!endsWithEmptyLine(header, length)) {
            if (length == MAX_HEADER_BYTES) {
                throw new TooLarge("the header of a part has at most " + MAX_HEADER_BYTES + " bytes", MAX_HEADER_BYTES);
            }
            header[length++] = (byte) readByte();
        }
        return new String(header, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean endsWithEmptyLine(byte[] header, int length) {
        boolean line = length >= 2 && header[length - 2] == '\r' && header[length - 1] == '\n';
        return line && (length == 2 || length >= 4 && header[length - 4] == '\r' && header[length - 3] == '\n');
    }

    /** Bytes up to the delimiter. */
    private final class Body extends InputStream {
        @Override
        public int read() throws IOException {
            return PartReader.this.available() == 0 ? -1 : buffer[position++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            int taken = Math.min(length, PartReader.this.available());
            if (taken == 0) {
                return -1;
            }
            System.arraycopy(buffer, position, bytes, offset, taken);
            position += taken;
            return taken;
        }
    }
}
