package io.holdfast.blockstore.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

/** A pack that is open to be read, wherever it lies. Belongs to one thread. */
public interface PackBytes extends Closeable {
    long sizeBytes() throws IOException;

    /** When something was last appended. */
    Instant changedAt() throws IOException;

    /** Some of the bytes from there on, at least one; -1 at the end of the pack. */
    int read(ByteBuffer buffer, long position) throws IOException;

    /** Fills what is left of the buffer, or as much of it as the pack has from there on. */
    default void fill(ByteBuffer buffer, long position) throws IOException {
        long before = buffer.position();
        while (buffer.hasRemaining() && read(buffer, position + buffer.position() - before) >= 0) {}
    }

    /** Of a file, which is closed with it. */
    static PackBytes of(FileChannel file, Instant changedAt) {
        return new PackBytes() {
            @Override
            public long sizeBytes() throws IOException {
                return file.size();
            }

            @Override
            public Instant changedAt() {
                return changedAt;
            }

            @Override
            public int read(ByteBuffer buffer, long position) throws IOException {
                return file.read(buffer, position);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
