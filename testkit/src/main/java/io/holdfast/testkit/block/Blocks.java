package io.holdfast.testkit.block;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Blocks for tests, the same for the same seed. */
public final class Blocks {
    private Blocks() {}

    /** Bytes that no compressor can shorten. */
    public static BlockBytes random(long seed, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(seed).nextBytes(bytes);
        return BlockBytes.wrap(bytes);
    }

    /** Bytes that any compressor shortens. */
    public static BlockBytes text(long seed, int sizeBytes) {
        byte[] line = ("block " + seed + " has the same line all over\n").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = line[i % line.length];
        }
        return BlockBytes.wrap(bytes);
    }

    /** The right name for the bytes, with this generation. */
    public static ObjectName name(BlockBytes bytes, long generation) {
        return new ObjectName(bytes.hash(), generation);
    }
}
