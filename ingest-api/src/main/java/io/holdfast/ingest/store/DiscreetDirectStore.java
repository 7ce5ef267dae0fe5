package io.holdfast.ingest.store;

import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.ObjectName;
import java.time.Duration;

/** As {@link DiscreetStore}. */
final class DiscreetDirectStore implements DirectStore {
    private final DirectStore store;

    DiscreetDirectStore(DirectStore store) {
        this.store = store;
    }

    @Override
    public DirectPut offer(ObjectName name, int sizeBytes, Duration validity) {
        return DiscreetStore.discreetly(() -> store.offer(name, sizeBytes, validity));
    }

    @Override
    public Arrival look(ObjectName name, int sizeBytes) {
        return DiscreetStore.discreetly(() -> store.look(name, sizeBytes));
    }
}
