package io.holdfast.ingest.form;

import java.nio.charset.StandardCharsets;

/**
 * Finds the line that ends a part, {@code CR LF -- boundary}, by Horspool's rule: looks at every n-th byte only, n being the
 * delimiter's length, as long as that byte does not occur in it.
 */
final class Delimiter {
    private final byte[] bytes;
    /** How far the window may move when its last byte is this one. */
    private final int[] shift = new int[256];

    Delimiter(String boundary) {
        this.bytes = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        java.util.Arrays.fill(shift, bytes.length);
        for (int i = 0; i < bytes.length - 1; i++) {
            shift[bytes[i] & 0xff] = bytes.length - 1 - i;
        }
    }

    int length() {
        return bytes.length;
    }

    /** Where it begins between {@code from} and {@code to}, whole; -1 if it does not. */
    int find(byte[] buffer, int from, int to) {
        int last = bytes.length - 1;
        byte end = bytes[last];
        int at = from + last;
        while (at < to) {
            byte seen = buffer[at];
            if (seen == end && matches(buffer, at - last)) {
                return at - last;
            }
            at += shift[seen & 0xff];
        }
        return -1;
    }

    private boolean matches(byte[] buffer, int from) {
        for (int i = 0; i < bytes.length; i++) {
            if (buffer[from + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
