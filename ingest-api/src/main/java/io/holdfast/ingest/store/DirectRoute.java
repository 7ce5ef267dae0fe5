package io.holdfast.ingest.store;

import io.holdfast.core.block.DirectStore;
import io.holdfast.core.error.HoldfastException.NotOffered;
import java.util.Optional;

/** The way for blocks past this server, if the operator has switched it on. */
public final class DirectRoute {
    private final Optional<DirectStore> store;

    public DirectRoute(Optional<DirectStore> store) {
        this.store = store.map(DiscreetDirectStore::new);
    }

    public boolean isOffered() {
        return store.isPresent();
    }

    /** @throws NotOffered if it is not switched on */
    public DirectStore store() {
        return store.orElseThrow(
                () -> new NotOffered(
                        "this server does not send clients to its block store; put the blocks to `upload_urls` or `bundle_url`"));
    }
}
