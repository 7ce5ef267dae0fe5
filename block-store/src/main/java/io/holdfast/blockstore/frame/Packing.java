package io.holdfast.blockstore.frame;

import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Whether and how a block is compressed: zstd level 1, unless samples or the result say that it saves too little. */
final class Packing {
    private static final int SAMPLES = 4;
    private static final int SAMPLE_BYTES = 16 << 10;

    private Packing() {}

    /** The packed bytes in the scratch's frame buffer, or nothing where packing saves less than 1/32. */
    static Optional<ByteBuffer> pack(ByteBuffer plain, Scratch scratch) {
        if (!looksCompressible(plain, scratch)) {
            return Optional.empty();
        }
        int size = compress(plain, 0, plain.remaining(), scratch);
        return size < 0 ? Optional.empty() : Optional.of(scratch.frame.slice(0, size));
    }

    private static boolean looksCompressible(ByteBuffer plain, Scratch scratch) {
        int size = plain.remaining();
        if (size <= 2 * SAMPLES * SAMPLE_BYTES) {
            return true;
        }
        for (int i = 0; i < SAMPLES; i++) {
            int offset = (int) ((long) i * (size - SAMPLE_BYTES) / (SAMPLES - 1));
            if (compress(plain, offset, SAMPLE_BYTES, scratch) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The compressed size, or -1 if less than 1/32 is saved. */
    private static int compress(ByteBuffer plain, int offset, int size, Scratch scratch) {
        int room = size - size / 32 - 1;
        if (room <= 0) {
            return -1;
        }
        try {
            return scratch.compressor.compressDirectByteBuffer(scratch.frame, 0, room, plain, offset, size);
        } catch (ZstdException e) {
            return -1; // zstd's way to say that the room is too small
        }
    }
}
