package io.holdfast.blockstore.volumes;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One put at a time of names that begin with the same byte, over all processes of the machine: pieces of two puts must not mix. */
final class PutLocks implements AutoCloseable {
    private static final int SLOTS = 256;
    /** A process's own file locks do not exclude it. */
    private static final Map<Path, ReentrantLock[]> OURS = new ConcurrentHashMap<>();

    private final FileChannel file;
    private final ReentrantLock[] ours;

    private PutLocks(FileChannel file, ReentrantLock[] ours) {
        this.file = file;
        this.ours = ours;
    }

    /** @param volume the first of the set */
    static PutLocks open(Path volume) {
        Path path = volume.resolve("put.lock");
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ReentrantLock[] ours = OURS.computeIfAbsent(
                    path,
                    key -> Stream.generate(ReentrantLock::new).limit(SLOTS).toArray(ReentrantLock[]::new));
            return new PutLocks(file, ours);
        } catch (IOException e) {
            throw new Unavailable("cannot open " + path + ": " + e, e);
        }
    }

    /** Released by closing it. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    Held take(ObjectName name) {
        int slot = (int) (name.block().word0() >>> 56);
        ReentrantLock lock = ours[slot];
        lock.lock();
        try {
            FileLock over = file.lock(slot, 1, false);
            return () -> release(over, lock);
        } catch (IOException | RuntimeException e) {
            lock.unlock();
            throw new Unavailable("cannot lock the put of " + name + ": " + e, e);
        }
    }

    private static void release(FileLock over, ReentrantLock lock) {
        try {
            over.release();
        } catch (IOException e) {
            throw new Unavailable("cannot unlock a put: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new Unavailable("cannot close the locks of puts: " + e, e);
        }
    }
}
