package io.holdfast.gc.epoch;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.metadata.gc.Inventory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One listing of the store: how much there is, and the objects that nobody knows, slices of packs among them. Holds eight bytes an object,
 * and the suspects.
 *
 * @param suspects in no row, under no open ticket, in no intent
 * @param generations sorted
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record StoreInventory(long objects, long bytes, List<StoredObject> suspects, long[] generations) {
    private static final int BATCH = 2_000;

    /** Lists the store; an error while listing is thrown and never taken for the end. */
    static StoreInventory take(BlockStore store, Inventory inventory) {
        List<StoredObject> suspects = new ArrayList<>();
        List<StoredObject> batch = new ArrayList<>(BATCH);
        long[] generations = new long[1 << 12];
        int count = 0;
        long bytes = 0;
        try (Stream<StoredObject> listing = store.list()) {
            for (Iterator<StoredObject> objects = listing.iterator(); objects.hasNext(); ) {
                StoredObject object = objects.next();
                if (count == generations.length) {
                    generations = Arrays.copyOf(generations, 2 * count);
                }
                generations[count++] = object.name().generation();
                bytes += object.storedSizeBytes();
                batch.add(object);
                if (batch.size() == BATCH) {
                    suspects.addAll(unknown(batch, inventory));
                    batch.clear();
                }
            }
        }
        suspects.addAll(unknown(batch, inventory));
        long[] sorted = Arrays.copyOf(generations, count);
        Arrays.sort(sorted);
        return new StoreInventory(count, bytes, List.copyOf(suspects), sorted);
    }

    /** Blocks that are live and referenced and whose object is neither in the listing nor, asked now, on the store. */
    List<Location> missing(BlockStore store, Inventory inventory) {
        List<Location> missing = new ArrayList<>();
        List<Location> page = inventory.needed(Optional.empty(), BATCH);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(place ->
                            Arrays.binarySearch(generations, place.name().generation()) < 0)
                    .filter(place -> !store.contains(place))
                    .forEach(missing::add);
            BlockId last = page.get(page.size() - 1).name().block();
            page = inventory.needed(Optional.of(last), BATCH);
        }
        return missing;
    }

    private static List<StoredObject> unknown(List<StoredObject> batch, Inventory inventory) {
        Set<ObjectName> unknown = new HashSet<>(inventory.unknown(batch));
        return batch.stream().filter(object -> unknown.contains(object.name())).toList();
    }
}
