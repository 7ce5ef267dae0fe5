package io.holdfast.blockstore.volumes;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.blockstore.key.KeyMark;
import io.holdfast.blockstore.local.VolumeFiles;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The volumes of a set that are there, and where each piece of an object belongs. */
final class Volumes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

    private final Redundancy redundancy;
    private final List<Optional<VolumeFiles>> places = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "block-volume");
        thread.setDaemon(true);
        return thread;
    });

    private Volumes(Redundancy redundancy) {
        this.redundancy = redundancy;
    }

    /** @throws Unavailable if more volumes are away than may be lost */
    static Volumes open(Redundancy redundancy, List<Optional<Path>> directories, VolumeOptions options) {
        Volumes volumes = new Volumes(redundancy);
        volumes.places.addAll(volumes.each(
                IntStream.range(0, directories.size()), place -> open(place, directories.get(place), options)));
        if (volumes.away() > redundancy.parity()) {
            volumes.close();
            throw new Unavailable(volumes.away() + " of " + redundancy.total() + " volumes are away, and only "
                    + redundancy.parity() + " may be; mount them");
        }
        return volumes;
    }

    private static Optional<VolumeFiles> open(int place, Optional<Path> directory, VolumeOptions options) {
        if (directory.isEmpty()) {
            LOG.warn(
                    "volume {} is away: reads go on, nothing is stored until it is back and the store is opened anew",
                    place);
            return Optional.empty();
        }
        try {
            return Optional.of(VolumeFiles.open(directory.get(), options));
        } catch (Unavailable e) {
            LOG.warn("volume {} cannot be used: reads go on, nothing is stored until it is repaired", place, e);
            return Optional.empty();
        }
    }

    int away() {
        return (int) places.stream().filter(Optional::isEmpty).count();
    }

    /** Those that are there. */
    List<VolumeFiles> present() {
        return places.stream().flatMap(Optional::stream).toList();
    }

    /** Where a piece belongs; parity is spread over all volumes. */
    Optional<VolumeFiles> volume(ObjectName name, int index) {
        int first = (int) Long.remainderUnsigned(name.block().word1(), redundancy.total());
        return places.get((first + index) % redundancy.total());
    }

    /** The newest that any volume has. */
    Optional<KeyMark> keyMark() {
        return present().stream()
                .flatMap(volume -> volume.keyMark().stream())
                .max(Comparator.comparingInt(KeyMark::highestKey));
    }

    void keyMark(KeyMark mark) {
        for (VolumeFiles volume : present()) {
            if (!volume.keyMark().equals(Optional.of(mark))) {
                volume.keyMark(mark);
            }
        }
    }

    /** @throws Unavailable if a volume is away */
    void requireRoom(long blockBytes) {
        if (away() > 0) {
            throw new Unavailable(away() + " of " + redundancy.total()
                    + " volumes are away; nothing is stored with less than the whole redundancy");
        }
        present().forEach(volume -> volume.requireRoom(blockBytes / redundancy.data() + Piece.HEADER_BYTES));
    }

    Found read(ObjectName name, int index) {
        Optional<VolumeFiles> volume = volume(name, index);
        if (volume.isEmpty()) {
            return new Found.Away("the volume is away");
        }
        try (FileChannel channel = volume.get().open(name)) {
            return read(name, index, channel);
        } catch (NotFound e) {
            return new Found.Missing();
        } catch (Unavailable e) {
            return new Found.Away(String.valueOf(e.getMessage()));
        } catch (Corrupt | IOException e) {
            return new Found.Bad(String.valueOf(e.getMessage()));
        }
    }

    private Found read(ObjectName name, int index, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > FrameCodec.MAX_FRAME_BYTES) {
            return new Found.Bad("a piece of it has " + size + " bytes");
        }
        ByteBuffer stored = ByteBuffer.allocate((int) size);
        while (stored.hasRemaining() && channel.read(stored) >= 0) {}
        Piece piece = Piece.read(name, stored.array());
        return piece.index() == index && piece.redundancy().equals(redundancy)
                ? new Found.Good(piece)
                : new Found.Bad("it is piece " + piece.index() + " of " + piece.redundancy());
    }

    /** Does this for each index at the same time, and waits for all. A failure is thrown when all have ended. */
    <T> List<T> each(IntStream indexes, IntFunction<T> work) {
        List<Callable<T>> all = new ArrayList<>();
        indexes.forEach(index -> all.add(() -> work.apply(index)));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while reading or writing the volumes", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        present().forEach(VolumeFiles::close);
    }
}
