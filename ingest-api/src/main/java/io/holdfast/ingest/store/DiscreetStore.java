package io.holdfast.ingest.store;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store whose errors may be shown to anybody: they keep their codes and say what to do, not where the store is or what is wrong with
 * it. What the store said is their cause.
 */
public final class DiscreetStore implements BlockStore {
    private final BlockStore store;

    public DiscreetStore(BlockStore store) {
        this.store = store;
    }

    @Override
    public int packsBelow() {
        return store.packsBelow();
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        return discreetly(() -> store.put(name, bytes));
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        Map<ObjectName, PutEnd> ends = new HashMap<>(discreetly(() -> store.putAll(objects)));
        ends.replaceAll((name, end) ->
                end instanceof PutEnd.Refused refused ? new PutEnd.Refused(told(refused.problem())) : end);
        return ends;
    }

    @Override
    public BlockBytes get(Location location) {
        return discreetly(() -> store.get(location));
    }

    @Override
    public boolean contains(Location location) {
        return discreetly(() -> store.contains(location));
    }

    /** An error in the middle of the stream is the store's own. */
    @Override
    public Stream<StoredObject> list() {
        return discreetly(store::list);
    }

    static <T> T discreetly(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageFull | Unavailable | OutcomeUnknown e) {
            throw told(e);
        }
    }

    /** What is not about the store itself stays as it is. */
    private static RuntimeException told(RuntimeException error) {
        if (error instanceof StorageFull) {
            return new StorageFull(
                    "the block store has no room: nothing was kept; try again later, and tell the operator", error);
        }
        if (error instanceof OutcomeUnknown) {
            return new OutcomeUnknown("it is not known whether the block store kept a block; send it again", error);
        }
        return error instanceof Unavailable
                ? new Unavailable(
                        "the block store cannot be used now; try again, and tell the operator if it stays so", error)
                : error;
    }
}
