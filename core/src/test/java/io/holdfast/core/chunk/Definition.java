package io.holdfast.core.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** {@code cdc-v1} as {@code docs/format.md} words it, with nothing done to make it fast. */
final class Definition {
    private Definition() {}

    static List<Integer> cuts(byte[] bytes) {
        List<Integer> cuts = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            start = cut(bytes, start);
            cuts.add(start);
        }
        return cuts;
    }

    static long smallest(byte[] bytes, int first, int last) {
        long smallest = Long.MAX_VALUE;
        for (int place = first; place <= last; place++) {
            smallest = Math.min(smallest, hash(bytes, place));
        }
        return smallest;
    }

    private static int cut(byte[] bytes, int start) {
        int first = start + 1_048_576;
        int last = Math.min(start + 8_388_608, bytes.length);
        if (last <= first) {
            return bytes.length;
        }
        long smallest = smallest(bytes, first, last);
        int cut = first;
        while (hash(bytes, cut) != smallest) {
            cut++;
        }
        return cut;
    }

    private static long hash(byte[] bytes, int place) {
        long word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(place - 8);
        return word * 0xD6E8FEB86659FD93L + 0x9E3779B97F4A7C15L;
    }
}
