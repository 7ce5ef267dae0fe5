package io.holdfast.blockstore.pack;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Writes each group as one pack. What comes alone gains nothing by that, would cost every listing a request, and becomes an object of its own.
 * Belongs to one thread at a time.
 */
final class WholePackWriter {
    /** Of so many names that were put last it is known where they are. */
    private static final int REMEMBERED = 16_384;

    private final PackPlace place;
    private final LongSupplier generations;
    private final BlockStore store;
    private final Function<Slice, Location> alone;
    private final Map<ObjectName, Location> recent = new LinkedHashMap<>();

    /**
     * @param store asked whether what was put before is there still
     * @param alone stores one as an object of its own
     */
    WholePackWriter(PackPlace place, LongSupplier generations, BlockStore store, Function<Slice, Location> alone) {
        this.place = place;
        this.generations = generations;
        this.store = store;
        this.alone = alone;
    }

    /** Makes them durable. A name that was put a while ago is left as it is. */
    Appended append(List<Slice> group) {
        Map<ObjectName, Location> places = new HashMap<>();
        Map<ObjectName, Slice> added = new LinkedHashMap<>();
        for (Slice slice : group) {
            known(slice.name())
                    .ifPresentOrElse(
                            known -> places.put(slice.name(), known), () -> added.putIfAbsent(slice.name(), slice));
        }
        Set<ObjectName> repeated = Set.copyOf(places.keySet());
        for (Location stored : store(List.copyOf(added.values()))) {
            places.put(stored.name(), stored);
            remember(stored);
        }
        return new Appended(places, repeated);
    }

    private List<Location> store(List<Slice> slices) {
        return switch (slices.size()) {
            case 0 -> List.of();
            case 1 -> List.of(alone.apply(slices.get(0)));
            default -> pack(slices);
        };
    }

    private List<Location> pack(List<Slice> slices) {
        place.prepare();
        WholePack pack = WholePack.of(generations.getAsLong(), slices);
        if (!place.create(pack.generation(), pack.bytes())) {
            requireOurs(pack);
        }
        return pack.places();
    }

    /** The client repeats a request whose answer was lost, and then finds what it has made itself. */
    private void requireOurs(WholePack pack) {
        try (PackBytes there = place.read(pack.generation())) {
            ByteBuffer bytes = ByteBuffer.allocate(pack.bytes().length);
            there.fill(bytes, 0);
            if (there.sizeBytes() == bytes.capacity() && bytes.flip().equals(ByteBuffer.wrap(pack.bytes()))) {
                return;
            }
        } catch (IOException e) {
            throw failed(pack, e);
        }
        throw failed(pack, new IOException("a pack of that name with other bytes is there"));
    }

    private static Unavailable failed(WholePack pack, IOException e) {
        return new Unavailable("cannot store the pack " + PackName.of(pack.generation()) + ": " + e, e);
    }

    private Optional<Location> known(ObjectName name) {
        return Optional.ofNullable(recent.get(name)).filter(store::contains);
    }

    private void remember(Location stored) {
        recent.put(stored.name(), stored);
        if (recent.size() > REMEMBERED) {
            Iterator<ObjectName> oldest = recent.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
