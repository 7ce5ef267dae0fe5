package io.holdfast.blockstore.local;

import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The directory for the unfinished files of one opening of a store. The lock on it falls with the process, however that ends,
 * so a start can tell the leftovers of the dead from the work of the living without asking a clock.
 */
final class Run implements AutoCloseable {
    private static final String LOCK = "lock";
    /** Runs of this process. Its own locks do not exclude it, and on Linux closing any handle of a file drops them. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path directory;
    private final FileChannel lock;
    private final AtomicLong files = new AtomicLong();

    private Run(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Removes what dead runs left behind and begins a new one. */
    static Run begin(Path runs) throws IOException {
        synchronized (OURS) {
            // One starter at a time: nobody may find a run whose directory is there and whose lock is not taken yet.
            try (FileChannel starter = openLock(runs.resolve("start.lock"));
                    FileLock ignored = starter.lock()) {
                sweep(runs);
                Path directory = Files.createTempDirectory(runs, "run-");
                FileChannel lock = openLock(directory.resolve(LOCK));
                lock.lock();
                OURS.add(directory);
                return new Run(directory, lock);
            }
        }
    }

    Path directory() {
        return directory;
    }

    /** A file name that was never used in this run. */
    Path unfinished(ObjectName name) {
        return directory.resolve(name + "." + files.incrementAndGet());
    }

    @Override
    public void close() throws IOException {
        synchronized (OURS) {
            lock.close();
            OURS.remove(directory);
            remove(directory);
        }
    }

    private static void sweep(Path runs) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(runs, "run-*")) {
            for (Path run : all) {
                if (!OURS.contains(run) && dead(run)) {
                    remove(run);
                }
            }
        }
    }

    private static boolean dead(Path run) throws IOException {
        try (FileChannel channel = openLock(run.resolve(LOCK));
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException e) {
            return true; // its owner has just removed it
        }
    }

    private static void remove(Path run) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(run);
    }

    private static FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
