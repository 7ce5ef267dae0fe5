package io.holdfast.blockstore.pack;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a sealed pack ends with: magic, number of slices, for each its name, its offset and its size, a checksum; then the trailer, which has a
 * fixed length and its own checksum. Big-endian.
 */
final class PackIndex {
    private static final int MAGIC = 0x89484649; // \x89HFI
    private static final int END_MAGIC = 0x89484645; // \x89HFE
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int ENTRY_BYTES = BlockId.SIZE_BYTES + Long.BYTES + 2 * Integer.BYTES;
    private static final int TRAILER_BYTES = 2 * Integer.BYTES + Long.BYTES + Integer.BYTES;

    private PackIndex() {}

    static ByteBuffer of(long generation, Collection<Location> slices) {
        ByteBuffer index = ByteBuffer.allocate(bytes(slices.size()) + TRAILER_BYTES);
        index.putInt(MAGIC).putInt(slices.size());
        for (Location slice : slices) {
            slice.name().block().write(index);
            index.putLong(slice.name().generation());
            index.putInt((int) slice.offset()).putInt((int) slice.storedBytes());
        }
        index.putInt(PackHeader.crc(index.slice(0, index.position())));
        int trailer = index.position();
        index.putInt(END_MAGIC).putInt(slices.size()).putLong(generation);
        index.putInt(PackHeader.crc(index.slice(trailer, index.position() - trailer)));
        return index.flip();
    }

    /** The slices of a sealed pack; empty if it does not end with a whole index of its own. */
    static Optional<List<Location>> read(FileChannel pack, long generation) throws IOException {
        return read(PackBytes.of(pack, Instant.EPOCH), generation);
    }

    /** The same, wherever the pack lies. */
    static Optional<List<Location>> read(PackBytes pack, long generation) throws IOException {
        long size = pack.sizeBytes();
        if (size < PackHeader.BYTES + bytes(0) + TRAILER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer trailer = read(pack, size - TRAILER_BYTES, TRAILER_BYTES);
        if (trailer.getInt() != END_MAGIC) {
            return Optional.empty();
        }
        int count = trailer.getInt();
        long begin = size - TRAILER_BYTES - bytes(Math.max(0, count));
        boolean ours = count >= 0
                && trailer.getLong() == generation
                && trailer.getInt() == PackHeader.crc(trailer.slice(0, TRAILER_BYTES - Integer.BYTES))
                && begin >= PackHeader.BYTES;
        return ours ? entries(read(pack, begin, bytes(count)), generation, count) : Optional.empty();
    }

    private static Optional<List<Location>> entries(ByteBuffer index, long generation, int count) {
        int checked = index.limit() - Integer.BYTES;
        if (index.getInt(checked) != PackHeader.crc(index.slice(0, checked))
                || index.getInt() != MAGIC
                || index.getInt() != count) {
            return Optional.empty();
        }
        List<Location> slices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ObjectName name = new ObjectName(BlockId.read(index), index.getLong());
            slices.add(new Location(name, generation, index.getInt(), index.getInt()));
        }
        return Optional.of(slices);
    }

    private static int bytes(int count) {
        return (int) Math.min(HEAD_BYTES + (long) count * ENTRY_BYTES + Integer.BYTES, Integer.MAX_VALUE);
    }

    /** Ends early where the file does. */
    private static ByteBuffer read(PackBytes pack, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        pack.fill(buffer, position);
        return buffer.position(0);
    }
}
