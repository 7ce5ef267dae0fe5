package io.holdfast.benchmarks.rule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cut behind the bytes with the smallest hash: the variants that were measured for {@code cdc-v1}.
 *
 * @param grams how many groups of four bytes are hashed
 * @param max where the search ends, in bytes
 */
record Minimum(String name, int grams, Ties ties, Tail tail, int max) implements ScanRule {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int[] FACTORS = {0x85EBCA77, 0x9E3779B1, 0xC2B2AE3D, 0x27D4EB2F};

    enum Ties {
        FIRST,
        LAST
    }

    enum Tail {
        /** The end of the bytes is a place like any other. */
        SEARCHED,
        /** What would fit into one block is one. */
        WHOLE
    }

    @Override
    public int cut(byte[] bytes, int start, int end) {
        if (tail == Tail.WHOLE && end - start < MAX) {
            return end;
        }
        int smallest = Integer.MAX_VALUE;
        int cut = start + MIN;
        for (int place = start + MIN; place <= Math.min(end, start + max); place++) {
            int hash = 0;
            for (int gram = 0; gram < grams; gram++) {
                hash += (int) INT.get(bytes, place - 4 * gram - 4) * FACTORS[gram];
            }
            if (hash < smallest || (ties == Ties.LAST && hash == smallest)) {
                smallest = hash;
                cut = place;
            }
        }
        return cut;
    }
}
