package io.holdfast.benchmarks.rule;

import io.holdfast.core.chunk.BlockSink;
import java.io.IOException;

/** A way to cut bytes into blocks. */
public interface Rule {
    /** For the tables. */
    String name();

    /** Gives the blocks to the sink, in order. */
    void split(byte[] bytes, BlockSink sink) throws IOException;
}
