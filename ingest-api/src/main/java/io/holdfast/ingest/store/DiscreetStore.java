package io.holdfast.ingest.store;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
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
    public long put(ObjectName name, BlockBytes bytes) {
        return discreetly(() -> store.put(name, bytes));
    }

    @Override
    public BlockBytes get(ObjectName name) {
        return discreetly(() -> store.get(name));
    }

    @Override
    public boolean contains(ObjectName name) {
        return discreetly(() -> store.contains(name));
    }

    /** An error in the middle of the stream is the store's own. */
    @Override
    public Stream<StoredObject> list() {
        return discreetly(store::list);
    }

    private static <T> T discreetly(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageFull | Unavailable | OutcomeUnknown e) {
            throw told(e);
        }
    }

    private static HoldfastException told(HoldfastException error) {
        if (error instanceof StorageFull) {
            return new StorageFull(
                    "the block store has no room: nothing was kept; try again later, and tell the operator", error);
        }
        return error instanceof OutcomeUnknown
                ? new OutcomeUnknown("it is not known whether the block store kept a block; send it again", error)
                : new Unavailable(
                        "the block store cannot be used now; try again, and tell the operator if it stays so", error);
    }
}
