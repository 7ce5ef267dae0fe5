package io.holdfast.gc;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.StorageFull;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real store, as if nothing more fitted. */
record FullStore(BlockStore store) implements BlockStore {
    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        throw new StorageFull("the volume takes nothing now");
    }

    @Override
    public int packsBelow() {
        return store.packsBelow();
    }

    @Override
    public Map<ObjectName, PutEnd> putAll(Map<ObjectName, BlockBytes> objects) {
        return objects.keySet().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> new PutEnd.Refused(new StorageFull("the volume takes nothing now"))));
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
}
