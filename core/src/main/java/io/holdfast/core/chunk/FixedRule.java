package io.holdfast.core.chunk;

/** Every block has the same size, but the last. */
record FixedRule(int sizeBytes) implements CutRule {
    @Override
    public int maxSizeBytes() {
        return sizeBytes;
    }

    @Override
    public int cut(byte[] bytes, int start, int end, long offset) {
        return Math.min(start + sizeBytes, end);
    }
}
