package io.holdfast.blockstore.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/** One encoded frame, ready to be written once. Close it: that gives its memory back. */
public final class Frame implements AutoCloseable {
    private final ByteBuffer[] parts;
    private final long sizeBytes;
    private final Runnable release;

    Frame(ByteBuffer[] parts, Runnable release) {
        this.parts = parts;
        this.release = release;
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        this.sizeBytes = size;
    }

    /** What the object will take on the store. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Writes the whole frame. */
    public void writeTo(GatheringByteChannel channel) throws IOException {
        long left = sizeBytes;
        while (left > 0) {
            left -= channel.write(parts);
        }
    }

    /** A copy of the whole frame. */
    public byte[] bytes() {
        ByteBuffer copy = ByteBuffer.allocate((int) sizeBytes);
        for (ByteBuffer part : parts) {
            copy.put(part.duplicate());
        }
        return copy.array();
    }

    @Override
    public void close() {
        release.run();
    }
}
