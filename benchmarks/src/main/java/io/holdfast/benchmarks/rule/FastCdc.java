package io.holdfast.benchmarks.rule;

import java.util.Random;

/** FastCDC (Xia and others, 2016): a gear hash, cut points skipped below the minimum, normalised chunking of level 2. */
record FastCdc() implements ScanRule {
    private static final int AVERAGE = 4 << 20;
    private static final long HARD = mask(24);
    private static final long EASY = mask(20);
    private static final long[] GEAR = new Random(42).longs(256).toArray();

    @Override
    public String name() {
        return "fastcdc";
    }

    @Override
    public int cut(byte[] bytes, int start, int end) {
        int normal = Math.min(start + AVERAGE, end);
        long hash = 0;
        int place = start + MIN;
        for (; place < normal; place++) {
            hash = (hash << 1) + GEAR[bytes[place] & 0xff];
            if ((hash & HARD) == 0) {
                return place + 1;
            }
        }
        for (; place < end; place++) {
            hash = (hash << 1) + GEAR[bytes[place] & 0xff];
            if ((hash & EASY) == 0) {
                return place + 1;
            }
        }
        return end;
    }

    /** The upper bits, which the last 64 bytes have reached. */
    private static long mask(int bits) {
        return -1L << (64 - bits);
    }
}
