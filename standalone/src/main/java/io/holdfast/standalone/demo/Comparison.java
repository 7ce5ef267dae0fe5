package io.holdfast.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/** Two streams, byte by byte. */
final class Comparison {
    private static final int CHUNK_BYTES = 1 << 18;

    private Comparison() {}

    /** Where they differ first, which may be behind the end of the shorter; empty if they are equal. Reads no further. */
    static OptionalLong firstDifference(InputStream one, InputStream other) throws IOException {
        byte[] left = new byte[CHUNK_BYTES];
        byte[] right = new byte[CHUNK_BYTES];
        long position = 0;
        while (true) {
            int leftRead = one.readNBytes(left, 0, CHUNK_BYTES);
            int rightRead = other.readNBytes(right, 0, CHUNK_BYTES);
            int mismatch = Arrays.mismatch(left, 0, leftRead, right, 0, rightRead);
            if (mismatch >= 0) {
                return OptionalLong.of(position + mismatch);
            }
            if (leftRead < CHUNK_BYTES) {
                return OptionalLong.empty();
            }
            position += leftRead;
        }
    }
}
