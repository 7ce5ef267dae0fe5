package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends groups of slices to the open pack and makes each group durable; begins and ends packs. Belongs to one thread at a time. */
final class PackWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PackWriter.class);

    private final PackFiles files;
    private final PackSettings settings;
    private final PackDisk disk;
    private final LongSupplier generations;
    /** Made with the first pack: whoever only reads needs none. */
    private Optional<ByteBuffer> buffer = Optional.empty();

    private Optional<OpenPack> open = Optional.empty();
    private boolean closed;

    PackWriter(PackFiles files, PackSettings settings, PackDisk disk, LongSupplier generations) {
        this.files = files;
        this.settings = settings;
        this.disk = disk;
        this.generations = generations;
    }

    /**
     * Makes them durable. A name that the open pack holds already is left as it is.
     *
     * @throws StorageFull if there is no room; nothing was stored
     * @throws Unavailable if the volume cannot be written to
     * @throws OutcomeUnknown if they were written, but perhaps not for ever
     */
    Appended append(List<Slice> group) {
        if (closed) {
            throw new Unavailable("the packs of " + files + " are closed", new IOException("closed"));
        }
        long bytes = group.stream().mapToLong(slice -> slice.frame().length).sum();
        long before = disk.requireRoom(bytes);
        ObjectName first = group.get(0).name();
        while (true) {
            OpenPack pack = ready(bytes, group.size(), first);
            try (PackLock.Held held = pack.take()) {
                if (pack.ours()) {
                    Appended appended = append(pack, group);
                    requireNoFailureSince(before, first);
                    return appended;
                }
                LOG.debug("the open pack was sealed by the collector");
                abandon();
            } catch (IOException | UncheckedIOException e) {
                abandon();
                throw failed(first, e);
            }
        }
    }

    /** Seals the open pack, and takes nothing more. */
    void close() {
        closed = true;
        end();
    }

    private void end() {
        open.ifPresent(pack -> {
            try (PackLock.Held held = pack.take()) {
                if (!pack.empty() && pack.ours()) {
                    disk.hit("packs.beforeSeal");
                    pack.seal();
                    disk.hit("packs.afterSeal");
                }
            } catch (IOException | UncheckedIOException e) {
                if (!disk.takesNothing(e) && !interrupted(e)) {
                    disk.lose(e);
                }
                LOG.warn("cannot seal a pack; the collector will", e);
            }
        });
        abandon();
    }

    private Appended append(OpenPack pack, List<Slice> group) throws IOException {
        Map<ObjectName, Location> places = new HashMap<>();
        Map<ObjectName, Slice> added = new LinkedHashMap<>();
        for (Slice slice : group) {
            pack.find(slice.name())
                    .ifPresentOrElse(
                            place -> places.put(slice.name(), place), () -> added.putIfAbsent(slice.name(), slice));
        }
        Set<ObjectName> repeated = Set.copyOf(places.keySet());
        if (!added.isEmpty()) {
            List<Location> written = write(pack, List.copyOf(added.values()));
            force(pack, written);
            written.forEach(place -> places.put(place.name(), place));
        }
        return new Appended(places, repeated);
    }

    /** What was appended may be in doubt then, so it must not be found again. */
    private void requireNoFailureSince(long before, ObjectName name) {
        try {
            disk.requireNoFailureSince(before, name);
        } catch (OutcomeUnknown e) {
            abandon();
            throw e;
        }
    }

    private void force(OpenPack pack, List<Location> written) {
        try {
            disk.hit("packs.beforeForce");
            pack.force(written);
            disk.hit("packs.afterForce");
        } catch (IOException | UncheckedIOException e) {
            throw inDoubt(written.get(0).name(), e);
        }
    }

    /** A full disk is harmless here, and only here: from the force on, "no space" too means that something may be lost. */
    private List<Location> write(OpenPack pack, List<Slice> slices) throws IOException {
        try {
            disk.hit("packs.beforeWrite");
            return pack.write(slices);
        } catch (IOException | UncheckedIOException e) {
            if (!disk.takesNothing(e)) {
                throw e;
            }
            cutBack(pack);
            throw new StorageFull("the block volume of " + files + " takes nothing now: " + e.getMessage());
        }
    }

    private void cutBack(OpenPack pack) {
        try {
            pack.cutBack();
        } catch (IOException e) {
            LOG.warn("cannot take back what did not fit into a pack; nothing more is appended to it", e);
            abandon();
        }
    }

    /** A pack that takes so much. */
    private OpenPack ready(long bytes, int count, ObjectName first) {
        if (open.isPresent() && !open.get().takes(bytes, count, settings.packBytes())) {
            end();
        }
        if (open.isEmpty()) {
            try {
                disk.hit("packs.beforeCreate");
                disk.prepare();
                buffer = Optional.of(buffer.orElseGet(OpenPack::buffer));
                open = Optional.of(OpenPack.create(files, generations.getAsLong(), buffer.get()));
                disk.hit("packs.afterCreate");
            } catch (IOException | UncheckedIOException e) {
                if (disk.takesNothing(e)) {
                    throw new StorageFull("the block volume of " + files + " takes nothing now: " + e.getMessage());
                }
                throw failed(first, e);
            }
        }
        return open.get();
    }

    private HoldfastException inDoubt(ObjectName name, Exception cause) {
        abandon();
        disk.lose(cause);
        return new OutcomeUnknown(
                "the object " + name + " is in a pack, but may not survive a power cut: " + cause, cause);
    }

    private HoldfastException failed(ObjectName name, Exception cause) {
        if (!interrupted(cause)) {
            disk.lose(cause);
        }
        return new Unavailable("cannot store the object " + name + ": " + cause, cause);
    }

    private static boolean interrupted(Exception cause) {
        return cause instanceof ClosedByInterruptException || cause instanceof FileLockInterruptionException;
    }

    /** Nothing more is appended to it. What it holds stays; the collector seals it. */
    private void abandon() {
        open.ifPresent(pack -> {
            try {
                pack.close();
            } catch (IOException e) {
                LOG.warn("cannot close a pack", e);
            }
        });
        open = Optional.empty();
    }
}
