package io.holdfast.blockstore.s3;

/**
 * Which bytes of an object are asked for.
 *
 * @param range as HTTP says it
 * @param mostBytes that it may have
 */
record Part(String range, long mostBytes) {
    /** So many bytes, at least one, from there on; fewer where the object ends before. */
    static Part of(long offset, long sizeBytes) {
        return new Part("bytes=" + offset + "-" + (offset + sizeBytes - 1), sizeBytes);
    }

    /** The last bytes, or all if the object has no more. */
    static Part last(long sizeBytes) {
        return new Part("bytes=-" + sizeBytes, sizeBytes);
    }
}
