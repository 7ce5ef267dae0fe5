package io.holdfast.blockstore.opening;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The block store of a process, whatever kind it is. Close it at the end. */
public final class OpenStore implements BlockStore, AutoCloseable {
    private final BlockStore store;
    private final Supplier<Optional<DirectStore>> direct;
    private final Runnable end;

    OpenStore(BlockStore store, Runnable end) {
        this(store, Optional::empty, end);
    }

    OpenStore(BlockStore store, Supplier<Optional<DirectStore>> direct, Runnable end) {
        this.store = store;
        this.direct = direct;
        this.end = end;
    }

    /**
     * The way past the server, if the store has one and the settings switch it on. The first call tests it.
     *
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store is not fit for it
     */
    public Optional<DirectStore> direct() {
        return direct.get();
    }

    @Override
    public int packsBelow() {
        return store.packsBelow();
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        return store.putAll(objects);
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        return store.put(name, bytes);
    }

    @Override
    public Location confirm(Location place, BlockBytes bytes) {
        return store.confirm(place, bytes);
    }

    @Override
    public BlockBytes get(Location location) {
        return store.get(location);
    }

    @Override
    public boolean contains(Location location) {
        return store.contains(location);
    }

    @Override
    public Stream<StoredObject> list() {
        return store.list();
    }

    @Override
    public void close() {
        end.run();
    }
}
