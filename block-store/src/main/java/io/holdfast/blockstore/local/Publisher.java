package io.holdfast.blockstore.local;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a file appear under its name, whole and durable or not at all, and knows when the volume can no longer be trusted. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Volume volume;
    private final Run run;
    private final Reserve reserve;
    private final FailPoint failPoint;
    private final Trust trust;

    Publisher(Volume volume, Run run, VolumeOptions options, Trust trust) {
        this.volume = volume;
        this.run = run;
        this.reserve = options.reserve();
        this.failPoint = options.failPoint();
        this.trust = trust;
    }

    /**
     * To be called before anything is written.
     *
     * @throws StorageFull if so many bytes more would touch the reserve
     * @throws Unavailable if the volume is suspect
     */
    void requireRoom(long bytes) {
        trust.require();
        try {
            FileStore store = Files.getFileStore(volume.objects());
            long kept = reserve.of(store.getTotalSpace());
            long free = store.getUsableSpace();
            if (free - bytes < kept) {
                throw new StorageFull("the block volume has " + free + " bytes left and keeps " + kept
                        + " of them as its reserve; free some space");
            }
        } catch (IOException e) {
            volume.requirePresent();
            throw new Unavailable("cannot ask for the free space of " + volume.root() + ": " + e, e);
        }
    }

    /** Writes the content; once this returns it is durable under its name. */
    void publish(ObjectName name, Content content) {
        long before = trust.require();
        Path unfinished = run.unfinished(name);
        try {
            write(unfinished, content);
            Files.move(unfinished, volume.file(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (StorageFull e) {
            discard(unfinished);
            throw e;
        } catch (IOException | UncheckedIOException e) {
            discard(unfinished);
            throw failed(name, e);
        }
        forceShard(name);
        trust.requireNoFailureSince(before, name);
    }

    /** Makes an object durable that is already there; returns its size. */
    long confirm(ObjectName name) {
        trust.requireNoDoubt(name);
        long before = trust.require();
        long size;
        try (FileChannel channel = FileChannel.open(volume.file(name), StandardOpenOption.READ)) {
            failPoint.hit("localStore.beforeConfirm");
            channel.force(true);
            size = channel.size();
        } catch (IOException | UncheckedIOException e) {
            throw unknown(name, e);
        }
        forceShard(name);
        trust.requireNoFailureSince(before, name);
        return size;
    }

    private void write(Path unfinished, Content content) throws IOException {
        try (FileChannel channel = fill(unfinished, content)) {
            failPoint.hit("localStore.beforeForce");
            channel.force(true);
        }
        failPoint.hit("localStore.beforeRename");
    }

    /** A full disk is harmless here, and only here: from the force on, "no space" too means that something may be lost. */
    private FileChannel fill(Path unfinished, Content content) throws IOException {
        try {
            FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                failPoint.hit("localStore.beforeWrite");
                content.writeTo(channel);
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            if (takesNothing(e)) {
                throw new StorageFull("the block volume " + volume.root() + " takes nothing now: " + e.getMessage());
            }
            throw e;
        }
    }

    private void forceShard(ObjectName name) {
        try {
            failPoint.hit("localStore.beforeForceShard");
            Directories.force(volume.shard(name));
        } catch (IOException | UncheckedIOException e) {
            throw unknown(name, e);
        }
    }

    private HoldfastException failed(ObjectName name, Exception cause) {
        if (!(cause instanceof ClosedByInterruptException)) {
            trust.lose(cause);
        }
        return new Unavailable("cannot store the object " + name + ": " + cause, cause);
    }

    private HoldfastException unknown(ObjectName name, Exception cause) {
        trust.lose(cause);
        return trust.doubt(name, cause);
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            LOG.warn("cannot remove the unfinished file {}; the next start will", unfinished, e);
        }
    }

    /** Full or mounted read-only; Java tells either from a broken disk only by the text of the C library. */
    static boolean takesNothing(Exception e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("read-only file system");
    }
}
