package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends a pack: its index is written behind whatever it holds. Nothing that lies in it is touched. */
final class Sealing {
    private Sealing() {}

    /** What a pack holds: by its index, or else by the frames that are found in it. */
    static List<Location> slices(FileChannel pack, long generation) throws IOException {
        return slices(PackBytes.of(pack, Instant.EPOCH), generation);
    }

    /** The same, wherever the pack lies. */
    static List<Location> slices(PackBytes pack, long generation) throws IOException {
        PackHeader.requireKnown(pack);
        Optional<List<Location>> index = PackIndex.read(pack, generation);
        return index.isPresent() ? index.get() : PackScan.slices(pack, generation);
    }

    /**
     * Appends the index, durable once this returns. The caller holds the lock of the pack, and the pack has none yet. A crash on the way leaves
     * the pack unsealed with some bytes at its end that are no slice.
     */
    static void seal(FileChannel pack, long generation, List<Location> slices) throws IOException {
        ByteBuffer index = PackIndex.of(generation, slices);
        if (pack.size() < PackHeader.BYTES) {
            write(pack, PackHeader.of(generation), 0); // its maker died before anything else was in it
        }
        write(pack, index, pack.size());
        pack.force(true);
    }

    static void write(FileChannel pack, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += pack.write(bytes, at);
        }
    }
}
