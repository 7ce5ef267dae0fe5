package io.holdfast.blockstore.frame;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.holdfast.core.block.BlockBytes;
import java.nio.ByteBuffer;

/** The memory of one encoding or decoding: direct, because that is what the kernel and zstd take without another copy. */
final class Scratch {
    /** Room for the largest frame of any version so far, encryption tags included. */
    static final int FRAME_ROOM = BlockBytes.MAX_SIZE_BYTES + (16 << 10);

    final ByteBuffer plain = ByteBuffer.allocateDirect(BlockBytes.MAX_SIZE_BYTES);
    final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_ROOM);
    final ByteBuffer edges = ByteBuffer.allocateDirect(FrameHeader.MAX_BYTES + Integer.BYTES);
    /** On the heap, where Java's ciphers work fastest. */
    final byte[] recordIn = new byte[Records.SEALED_BYTES];

    final byte[] recordOut = new byte[Records.SEALED_BYTES];
    final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(1).setChecksum(false);
    final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
}
