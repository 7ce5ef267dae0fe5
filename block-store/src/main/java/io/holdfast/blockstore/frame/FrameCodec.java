package io.holdfast.blockstore.frame;

import com.github.luben.zstd.ZstdException;
import io.holdfast.blockstore.key.BlockKey;
import io.holdfast.blockstore.key.KeyRing;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/**
 * Packs blocks into frames and reads them back, verified. Safe for many threads; each encoding or decoding takes 16 MiB
 * outside the heap from a bounded pool and waits if the pool is empty.
 */
public final class FrameCodec {
    /** No frame of any version so far is larger. */
    public static final int MAX_FRAME_BYTES = Scratch.FRAME_ROOM;

    private static final int CRC_BYTES = Integer.BYTES;

    private final ScratchPool pool;
    private final KeyRing keys;
    private final SecureRandom random;

    /** @param concurrency how many encodings and decodings may run at the same time */
    public FrameCodec(int concurrency, KeyRing keys, SecureRandom random) {
        this.pool = new ScratchPool(concurrency);
        this.keys = keys;
        this.random = random;
    }

    /** As many as keep the processors busy while some of them wait for the disk. */
    public static FrameCodec forThisMachine(KeyRing keys, SecureRandom random) {
        return new FrameCodec(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), keys, random);
    }

    /** The frame of a block, encrypted if there is a key to seal with. The bytes are read before this returns. */
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
     * Reads the frame of an object and verifies it: both checksums, its name, its length, the tags of its records, and the SHA-256 of its
     * block.
     *
     * @param sizeBytes what the store says is the object's size
     * @throws Corrupt if it is not what was stored
     * @throws Unavailable if the key that it needs is not at hand
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

    private ByteBuffer[] encode(ObjectName name, BlockBytes bytes, Scratch scratch) {
        ByteBuffer plain = scratch.plain.clear().put(bytes.buffer()).flip();
        scratch.frame.clear(); // a decoding may have left its limit there
        Optional<ByteBuffer> zstd = Packing.pack(plain, scratch);
        Compression compression = zstd.isPresent() ? Compression.ZSTD : Compression.NONE;
        ByteBuffer packed = zstd.orElse(plain);
        int sizeBytes = plain.remaining();
        Optional<BlockKey> key = keys.sealing();
        if (key.isEmpty()) {
            return framed(
                    new FrameHeader(name, compression, Optional.empty(), sizeBytes, packed.remaining()),
                    packed,
                    scratch);
        }
        SecretKey dataKey = BlockKey.freshDataKey(random);
        Seal seal = seal(key.get(), dataKey);
        FrameHeader header = new FrameHeader(
                name, compression, Optional.of(seal), sizeBytes, Records.sealedBytes(packed.remaining()));
        header.write(scratch.edges.clear());
        // Each buffer is free when the other holds the packed bytes.
        ByteBuffer sealed = (zstd.isPresent() ? scratch.plain : scratch.frame).clear();
        new Records(dataKey, seal, fields(scratch.edges), scratch).seal(packed, sealed);
        return framed(header, sealed.flip(), scratch);
    }

    private static ByteBuffer[] framed(FrameHeader header, ByteBuffer payload, Scratch scratch) {
        ByteBuffer edges = scratch.edges.clear();
        header.write(edges);
        int headerBytes = header.bytes();
        edges.putInt(crc(edges.slice(0, headerBytes), payload.duplicate()));
        return new ByteBuffer[] {edges.slice(0, headerBytes), payload, edges.slice(headerBytes, CRC_BYTES)};
    }

    private Seal seal(BlockKey key, SecretKey dataKey) {
        byte[] nonce = new byte[Seal.NONCE_BYTES];
        random.nextBytes(nonce);
        return new Seal(key.number(), nonce, key.wrap(dataKey));
    }

    private BlockBytes decode(ObjectName name, ByteBuffer frame, Scratch scratch) {
        FrameHeader header = FrameHeader.read(frame, name);
        int expected = header.payloadBytes() + CRC_BYTES;
        if (frame.remaining() != expected) {
            throw new Corrupt(name, "it has " + frame.remaining() + " bytes behind its header instead of " + expected);
        }
        ByteBuffer payload = frame.slice(header.bytes(), header.payloadBytes());
        int crc = crc(frame.slice(0, header.bytes()), payload.duplicate());
        if (frame.getInt(header.bytes() + header.payloadBytes()) != crc) {
            throw new Corrupt(name, "its checksum is wrong");
        }
        ByteBuffer packed = header.seal()
                .map(seal -> opened(header, seal, frame, payload, scratch))
                .orElse(payload);
        BlockBytes bytes = BlockBytes.wrap(unpack(header, packed, scratch));
        if (!bytes.hash().equals(name.block())) {
            throw new Corrupt(name, "its bytes have another hash");
        }
        return bytes;
    }

    private ByteBuffer opened(FrameHeader header, Seal seal, ByteBuffer frame, ByteBuffer payload, Scratch scratch) {
        ByteBuffer packed = scratch.plain.clear();
        try {
            SecretKey dataKey = key(header, seal).unwrap(seal.wrapped());
            new Records(dataKey, seal, fields(frame), scratch).open(payload, packed);
        } catch (InvalidKeyException e) {
            throw new Corrupt(header.name(), "the block key " + seal.key() + " does not unwrap its data key");
        } catch (AEADBadTagException e) {
            throw new Corrupt(header.name(), "a record of it does not authenticate");
        }
        return packed.flip();
    }

    private BlockKey key(FrameHeader header, Seal seal) {
        try {
            return keys.find(seal.key());
        } catch (Unavailable e) {
            throw new Unavailable("cannot read the stored object " + header.name() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] fields(ByteBuffer frame) {
        byte[] fields = new byte[FrameHeader.FIELD_BYTES];
        frame.get(0, fields);
        return fields;
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
