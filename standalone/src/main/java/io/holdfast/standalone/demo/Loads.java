package io.holdfast.standalone.demo;

import java.util.ArrayList;
import java.util.List;

/** Parts files into loads that are uploaded as one: a large file by itself, small ones together, in their order. */
final class Loads {
    /** Up to here a file is one block, whatever the rule: the smallest block of {@code cdc-v1} is four times as long. */
    static final long SMALL_BYTES = 256 << 10;

    private static final long LOAD_BYTES = 8L << 20;
    private static final int LOAD_FILES = 500;

    private Loads() {}

    private static boolean isSmall(SourceFile file) {
        return file.sizeBytes() <= SMALL_BYTES;
    }

    static List<List<SourceFile>> of(List<SourceFile> files) {
        List<List<SourceFile>> loads = new ArrayList<>();
        List<SourceFile> small = new ArrayList<>();
        long bytes = 0;
        for (SourceFile file : files) {
            if (!isSmall(file)) {
                loads.add(List.of(file));
                continue;
            }
            if (small.size() == LOAD_FILES || bytes + file.sizeBytes() > LOAD_BYTES) {
                loads.add(List.copyOf(small));
                small.clear();
                bytes = 0;
            }
            small.add(file);
            bytes += file.sizeBytes();
        }
        if (!small.isEmpty()) {
            loads.add(List.copyOf(small));
        }
        return loads;
    }
}
