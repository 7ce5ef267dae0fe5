package io.holdfast.benchmarks.rule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A filter on four bytes lets one place in 256 through, a hash of the last 64 bytes decides: 3 MiB behind the minimum. */
record TwoTier() implements ScanRule {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WINDOW = 64;
    private static final int FILTER_BITS = 8;
    private static final int LIMIT = (int) ((1L << (32 + FILTER_BITS)) / (3 << 20));

    @Override
    public String name() {
        return "two-tier";
    }

    @Override
    public int cut(byte[] bytes, int start, int end) {
        for (int place = start + MIN; place <= end; place++) {
            int filter = (int) INT.get(bytes, place - 4) * 0x9E3779B1;
            if (filter >>> (32 - FILTER_BITS) == 0x5A && Integer.compareUnsigned(window(bytes, place), LIMIT) < 0) {
                return place;
            }
        }
        return end;
    }

    private static int window(byte[] bytes, int place) {
        int hash = 0;
        for (int i = place - WINDOW; i < place; i += 4) {
            hash = Integer.rotateLeft(hash ^ (int) INT.get(bytes, i) * 0x85EBCA77, 13) * 0x9E3779B1;
        }
        return hash ^ hash >>> 15;
    }
}
