package io.holdfast.core.chunk;

import io.holdfast.core.block.BlockBytes;
import java.io.IOException;

/** Takes the blocks of a stream, in order. */
@FunctionalInterface
public interface BlockSink {
    /**
     * Takes the next block. Its bytes are a view of the chunker's buffer and valid <b>only until this call returns</b>: hash,
     * store or copy them here, never keep them.
     */
    void accept(BlockBytes block) throws IOException;
}
