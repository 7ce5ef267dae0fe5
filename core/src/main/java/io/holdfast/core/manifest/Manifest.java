package io.holdfast.core.manifest;

import io.holdfast.core.block.BlockId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ordered block list of one file version; an empty file has an empty list. A block may occur more than once.
 *
 * <p>Packed form ({@code docs/format.md}): one byte {@code 1}, then 36 bytes a block: 32 of digest, 4 of big-endian size.
 */
public record Manifest(List<BlockRef> blocks) implements BlockList {
    /** The most blocks a manifest may have: 2 TiB at 8 MiB each, and 9.4 MB packed, which fits one Kafka message. */
    public static final int MAX_BLOCKS = 262_144;
    /** Every block but a file's last has at least so many bytes. */
    public static final int MIN_BLOCK_BYTES = 64 << 10;

    private static final byte FORMAT = 1;

    public Manifest {
        blocks = List.copyOf(blocks);
        if (blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException(
                    "a manifest has at most " + MAX_BLOCKS + " blocks, not " + blocks.size());
        }
        for (int i = 0; i + 1 < blocks.size(); i++) {
            if (blocks.get(i).sizeBytes() < MIN_BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "block " + i + " has " + blocks.get(i).sizeBytes()
                                + " bytes; every block but the last has at least " + MIN_BLOCK_BYTES);
            }
        }
    }

    /** @throws IllegalArgumentException if these are not the bytes of a packed manifest */
    public static Manifest unpack(byte[] packed) {
        if (packed.length == 0
                || packed[0] != FORMAT
                || (packed.length - PackedManifest.HEADER_BYTES) % PackedManifest.REF_BYTES != 0) {
            throw new IllegalArgumentException("not a packed manifest of format " + FORMAT);
        }
        return new Manifest(PackedManifest.read(
                ByteBuffer.wrap(packed, PackedManifest.HEADER_BYTES, packed.length - PackedManifest.HEADER_BYTES)));
    }

    /** The packed form. */
    public byte[] pack() {
        ByteBuffer buffer =
                ByteBuffer.allocate(PackedManifest.offsetOf(blocks.size())).put(FORMAT);
        for (BlockRef block : blocks) {
            block.hash().write(buffer);
            buffer.putInt(block.sizeBytes());
        }
        return buffer.array();
    }

    @Override
    public int blockCount() {
        return blocks.size();
    }

    @Override
    public List<BlockRef> part(int from, int to) {
        return blocks.subList(from, to);
    }

    /** Bytes of the file. */
    public long sizeBytes() {
        return blocks.stream().mapToLong(BlockRef::sizeBytes).sum();
    }

    /** SHA-256 over the concatenated raw digests in order: the {@code content_hash} of the API. */
    public BlockId contentHash() {
        MessageDigest sha256 = BlockId.sha256();
        blocks.forEach(block -> sha256.update(block.hash().bytes()));
        return BlockId.of(sha256.digest());
    }

    /**
     * Each block once with its size, in the order in which locks are taken.
     *
     * @throws IllegalArgumentException if one hash is given two sizes
     */
    public SortedMap<BlockId, Integer> distinct() {
        SortedMap<BlockId, Integer> sizes = new TreeMap<>();
        for (BlockRef block : blocks) {
            Integer other = sizes.putIfAbsent(block.hash(), block.sizeBytes());
            if (other != null && other != block.sizeBytes()) {
                throw new IllegalArgumentException(
                        "block " + block.hash() + " is given two sizes, " + other + " and " + block.sizeBytes());
            }
        }
        return sizes;
    }
}
