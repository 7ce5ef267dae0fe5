package io.holdfast.blockstore.frame;

import com.github.luben.zstd.ZstdException;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Packs blocks into frames and reads them back, verified. Safe for many threads; each encoding or decoding takes 16 MiB
 * outside the heap from a bounded pool and waits if the pool is empty.
 */
public final class FrameCodec {
    private static final int CRC_BYTES = Integer.BYTES;

    private final ScratchPool pool;

    /** @param concurrency how many encodings and decodings may run at the same time */
    public FrameCodec(int concurrency) {
        this.pool = new ScratchPool(concurrency);
    }

    /** As many as keep the processors busy while some of them wait for the disk. */
    public static FrameCodec forThisMachine() {
        return new FrameCodec(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** The frame of a block. The bytes are read before this returns. */
    public Frame encode(ObjectName name, BlockBytes bytes) {
        Scratch scratch = pool.take();
        try {
            return new Frame(encode(name, bytes, scratch), () -> pool.give(scratch));
        } catch (RuntimeException | Error e) {
            pool.give(scratch);
            throw e;
        }
    }

    /**
     * Reads the frame of an object and verifies it: both checksums, its name, its length, and the SHA-256 of its block.
     *
     * @param sizeBytes what the store says is the object's size
     * @throws Corrupt if it is not what was stored
     */
    public BlockBytes decode(ObjectName name, ReadableByteChannel channel, long sizeBytes) throws IOException {
        Scratch scratch = pool.take();
        try {
            ByteBuffer frame = scratch.frame.clear();
            if (sizeBytes > frame.capacity()) {
                throw new Corrupt(name, "it has " + sizeBytes + " bytes, more than any block takes");
            }
            frame.limit((int) sizeBytes);
            while (frame.hasRemaining() && channel.read(frame) >= 0) {}
            return decode(name, frame.flip(), scratch);
        } finally {
            pool.give(scratch);
        }
    }

    private static ByteBuffer[] encode(ObjectName name, BlockBytes bytes, Scratch scratch) {
        ByteBuffer plain = scratch.plain.clear().put(bytes.buffer()).flip();
        scratch.frame.clear(); // a decoding may have left its limit there
        Optional<ByteBuffer> zstd = Packing.pack(plain, scratch);
        Compression compression = zstd.isPresent() ? Compression.ZSTD : Compression.NONE;
        ByteBuffer packed = zstd.orElse(plain);
        ByteBuffer edges = scratch.edges.clear();
        new FrameHeader(name, compression, plain.remaining(), packed.remaining()).write(edges);
        edges.putInt(crc(edges.slice(0, FrameHeader.BYTES), packed.duplicate()));
        return new ByteBuffer[] {edges.slice(0, FrameHeader.BYTES), packed, edges.slice(FrameHeader.BYTES, CRC_BYTES)};
    }

    private static BlockBytes decode(ObjectName name, ByteBuffer frame, Scratch scratch) {
        FrameHeader header = FrameHeader.read(frame, name);
        int expected = header.payloadBytes() + CRC_BYTES;
        if (frame.remaining() != expected) {
            throw new Corrupt(name, "it has " + frame.remaining() + " bytes behind its header instead of " + expected);
        }
        ByteBuffer payload = frame.slice(FrameHeader.BYTES, header.payloadBytes());
        int crc = crc(frame.slice(0, FrameHeader.BYTES), payload.duplicate());
        if (frame.getInt(FrameHeader.BYTES + header.payloadBytes()) != crc) {
            throw new Corrupt(name, "its checksum is wrong");
        }
        BlockBytes bytes = BlockBytes.wrap(unpack(header, payload, scratch));
        if (!bytes.hash().equals(name.block())) {
            throw new Corrupt(name, "its bytes have another hash");
        }
        return bytes;
    }

    private static byte[] unpack(FrameHeader header, ByteBuffer payload, Scratch scratch) {
        byte[] plain = new byte[header.sizeBytes()];
        switch (header.compression()) {
            case NONE -> payload.get(plain);
            case ZSTD -> {
                try {
                    int size = scratch.decompressor.decompress(plain, payload);
                    if (size != plain.length) {
                        throw new Corrupt(header.name(), "it unpacks to " + size + " bytes, not " + plain.length);
                    }
                } catch (ZstdException e) {
                    throw new Corrupt(header.name(), "it does not unpack: " + e.getMessage());
                }
            }
        }
        return plain;
    }

    private static int crc(ByteBuffer header, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(header);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
