package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** Blocks with fewer bytes than this are to be put here; 0: none. */
    public int below() {
        return settings.belowBytes();
    }

    /**
     * Where they lie, durable.
     *
     * @param verify given each that was here before
     * @throws io.holdfast.core.error.HoldfastException as a put would, for all of them
     */
    public List<Location> put(List<Slice> slices, Consumer<Location> verify) {
        Appended appended = commits.append(slices);
        return slices.stream()
                .map(slice -> {
                    Location place = Optional.ofNullable(appended.places().get(slice.name()))
                            .orElseThrow();
                    if (appended.repeated().contains(slice.name())) {
                        verify.accept(place);
                    }
                    return place;
                })
                .toList();
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
        return Stream.of(files).flatMap(all -> all.generations().stream()).flatMap(pack -> list(pack).stream());
    }

    private List<StoredObject> list(long generation) {
        try (FileChannel pack = files.open(generation, StandardOpenOption.READ)) {
            Instant changedAt =
                    Files.getLastModifiedTime(files.file(generation)).toInstant();
            return Sealing.slices(pack, generation).stream()
                    .map(slice -> new StoredObject(slice, changedAt))
                    .toList();
        } catch (NotFound | NoSuchFileException e) {
            return List.of(); // deleted while we list
        } catch (IOException e) {
            throw new Unavailable("cannot list the pack " + files.file(generation) + ": " + e, e);
        }
    }

    @Override
    public void close() {
        commits.alone(writer::close);
    }
}
