package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The packs of one volume, as a store reads and fills them. Safe for many threads. Close it at the end: that seals the open pack. */
public final class Packs implements AutoCloseable {
    private final PackFiles files;
    private final PackSettings settings;
    private final PackWriter writer;
    private final GroupCommit commits;

    /** @param generations of new packs: 64 random bits each */
    public Packs(PackFiles files, PackSettings settings, PackDisk disk, LongSupplier generations) {
        this.files = files;
        this.settings = settings;
        this.writer = new PackWriter(files, settings, disk, generations);
        this.commits = new GroupCommit(writer::append);
    }

    /** @param verify reads one that was put before */
    public SmallPuts puts(FrameCodec codec, Consumer<Location> verify) {
        return new SmallPuts(settings, commits, codec, verify);
    }

    /**
     * The pack of a slice, at its first byte.
     *
     * @throws NotFound if there is no such pack on a volume that is there
     */
    public FileChannel open(Location slice) throws IOException {
        FileChannel pack = files.open(slice.object(), StandardOpenOption.READ);
        try {
            return pack.position(slice.offset());
        } catch (IOException | RuntimeException e) {
            pack.close();
            throw e;
        }
    }

    /** Whether the pack is there and long enough. */
    public boolean contains(Location slice) {
        try (FileChannel pack = files.open(slice.object(), StandardOpenOption.READ)) {
            return pack.size() >= slice.offset() + slice.storedBytes();
        } catch (NotFound e) {
            return false;
        } catch (IOException e) {
            throw new Unavailable("cannot look for the stored object " + slice + ": " + e, e);
        }
    }

    /** All slices, one pack in memory at a time. */
    public Stream<StoredObject> list() {
        return PackContents.list(files);
    }

    @Override
    public void close() {
        commits.alone(writer::close);
    }
}
