package io.holdfast.benchmarks.rule;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.chunk.BlockSink;
import java.io.IOException;

/** A rule that only has to say where the block ends that begins at {@code start}. */
interface ScanRule extends Rule {
    int MIN = 1 << 20;
    int MAX = 8 << 20;

    /** From {@code start + MIN} to {@code end}, which is {@code start + MAX} or the end of the bytes. */
    int cut(byte[] bytes, int start, int end);

    @Override
    default void split(byte[] bytes, BlockSink sink) throws IOException {
        int start = 0;
        while (start < bytes.length) {
            int end = (int) Math.min(bytes.length, (long) start + MAX);
            int cut = end - start <= MIN ? end : cut(bytes, start, end);
            sink.accept(BlockBytes.wrap(bytes, start, cut - start));
            start = cut;
        }
    }
}
