package io.holdfast.core.chunk;

/** Where the blocks of one stream end. Asked once for each block, in order; may remember what it saw of the same stream. */
interface CutRule {
    /** The most bytes a block may have, and how far {@link #cut} may look. */
    int maxSizeBytes();

    /**
     * The end of the block that begins at {@code start}: greater than {@code start}, at most {@code end}.
     *
     * @param end {@code start + maxSizeBytes()}, or less where the stream ends
     * @param offset where the block begins in the stream
     */
    int cut(byte[] bytes, int start, int end, long offset);
}
