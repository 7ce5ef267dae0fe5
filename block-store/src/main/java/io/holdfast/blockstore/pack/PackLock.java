package io.holdfast.blockstore.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Who may change a pack, over all processes of the machine: whoever appends holds it for the time of one group of puts, whoever seals, for
 * the seal. It is a file beside the pack, because closing any handle of a file drops its locks on Linux, and the pack is read all the time.
 */
final class PackLock {
    /** A process's own file locks do not exclude it. Two packs may share one of these. */
    private static final ReentrantLock[] OURS =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    private final Path file;
    private final ReentrantLock ours;

    PackLock(Path file) {
        this.file = file;
        this.ours = OURS[Math.floorMod(file.hashCode(), OURS.length)];
    }

    /** Released by closing it. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    Held take() throws IOException {
        ours.lock();
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.lock();
                return () -> release(lock, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            ours.unlock();
            throw e;
        }
    }

    /** The pack is sealed, or gone: nobody needs the lock any more. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private void release(FileLock lock, FileChannel channel) throws IOException {
        try (channel) {
            lock.release();
        } finally {
            ours.unlock();
        }
    }
}
