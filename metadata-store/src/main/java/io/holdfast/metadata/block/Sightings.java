package io.holdfast.metadata.block;

import io.holdfast.core.block.Location;
import io.holdfast.core.gc.BlockRow;
import io.holdfast.core.gc.BlockState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was found out in the course of one act, whose transaction may run several times. A quarantined block may only come back to
 * life after its object was seen, and the store is never asked while locks are held; and a block that is not live cannot be brought
 * back by who shares its row. Belongs to one thread.
 */
public final class Sightings {
    private final Predicate<Location> store;
    private final Map<Location, Boolean> seen = new HashMap<>();
    private boolean owning;

    /** @param store whether the bytes of a block are there: {@code BlockStore::contains} */
    public Sightings(Predicate<Location> store) {
        this.store = store;
    }

    /** @throws LookOutside if one of them is quarantined and its object was not looked for yet */
    public void requireQuarantined(Collection<BlockRow> rows) {
        List<Location> unknown = rows.stream()
                .filter(row -> row.state() == BlockState.QUARANTINED)
                .map(BlockRow::location)
                .filter(place -> !seen.containsKey(place))
                .toList();
        if (!unknown.isEmpty()) {
            throw new LookOutside(() -> unknown.forEach(place -> seen.put(place, store.test(place))));
        }
    }

    /** From the next transaction on, the act takes the rows of its blocks for itself. */
    void own() {
        owning = true;
    }

    boolean mustOwn() {
        return owning;
    }

    /** Whether the block may be live: it is not quarantined, or its object was seen. */
    public boolean usable(BlockRow row) {
        return row.state() != BlockState.QUARANTINED || seen.getOrDefault(row.location(), false);
    }
}
