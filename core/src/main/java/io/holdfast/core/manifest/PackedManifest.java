package io.holdfast.core.manifest;

import io.holdfast.core.block.BlockId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where what is in the packed form of a {@link Manifest}, for whoever reads only a part of it. */
public final class PackedManifest {
    /** Bytes of a block in it. */
    public static final int REF_BYTES = BlockId.SIZE_BYTES + Integer.BYTES;
    /** Bytes before the first block. */
    public static final int HEADER_BYTES = 1;

    private PackedManifest() {}

    /** How many blocks a packed manifest of so many bytes has. */
    public static int blockCount(long packedBytes) {
        return Math.toIntExact((packedBytes - HEADER_BYTES) / REF_BYTES);
    }

    /** Where this block begins, counted from 0. */
    public static int offsetOf(int block) {
        return HEADER_BYTES + block * REF_BYTES;
    }

    /** The blocks that these bytes hold, whole ones and nothing else. */
    public static List<BlockRef> read(ByteBuffer packed) {
        List<BlockRef> blocks = new ArrayList<>(packed.remaining() / REF_BYTES);
        while (packed.hasRemaining()) {
            blocks.add(new BlockRef(BlockId.read(packed), packed.getInt()));
        }
        return blocks;
    }
}
