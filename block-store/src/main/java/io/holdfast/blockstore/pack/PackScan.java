package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.frame.FrameStart;
import io.holdfast.core.block.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lies in a pack without an index, found by the headers of its frames. A frame that is not whole at the end is left out. Behind a header
 * that is damaged the next good one is looked for, so damage to one slice hides no other; a slice whose payload is damaged is there.
 */
final class PackScan {
    private static final int WINDOW_BYTES = 256 << 10;

    private final PackBytes pack;
    private final long generation;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowStart;

    private PackScan(PackBytes pack, long generation) throws IOException {
        this.pack = pack;
        this.generation = generation;
        this.size = pack.sizeBytes();
    }

    static List<Location> slices(PackBytes pack, long generation) throws IOException {
        return new PackScan(pack, generation).slices();
    }

    private List<Location> slices() throws IOException {
        List<Location> slices = new ArrayList<>();
        long at = PackHeader.BYTES;
        while (at < size) {
            Optional<FrameStart> start = FrameStart.read(at(at, FrameStart.MAX_HEADER_BYTES));
            if (start.isPresent() && at + start.get().sizeBytes() <= size) {
                slices.add(new Location(
                        start.get().name(), generation, at, start.get().sizeBytes()));
                at += start.get().sizeBytes();
            } else {
                at = nextMagic(at + 1);
            }
        }
        return slices;
    }

    /** Where the next bytes stand that may be a frame; the end of the pack if there are none. */
    private long nextMagic(long from) throws IOException {
        for (long at = from; at + Integer.BYTES <= size; ) {
            ByteBuffer bytes = at(at, Integer.BYTES);
            while (bytes.remaining() >= Integer.BYTES) {
                if (bytes.getInt(bytes.position()) == FrameStart.MAGIC) {
                    return at;
                }
                bytes.get();
                at++;
            }
        }
        return size;
    }

    /** The bytes from there on: as many as wanted at least, unless the pack ends before. */
    private ByteBuffer at(long position, int wanted) throws IOException {
        if (position < windowStart || position + Math.min(wanted, size - position) > windowStart + window.limit()) {
            window.clear().limit((int) Math.min(WINDOW_BYTES, size - position));
            windowStart = position;
            pack.fill(window, position);
            window.flip();
        }
        return window.position((int) (position - windowStart));
    }
}
