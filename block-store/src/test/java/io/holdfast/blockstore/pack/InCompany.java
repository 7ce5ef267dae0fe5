package io.holdfast.blockstore.pack;

import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.PutEnd;
import io.holdfast.core.block.StoredObject;
import io.holdfast.testkit.block.Blocks;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A store that writes packs whole, with each small block put together with another, so that it gets into a pack. The others are not listed. */
public final class InCompany implements BlockStore {
    private final BlockStore store;
    private final Set<ObjectName> others = ConcurrentHashMap.newKeySet();
    private final AtomicLong last = new AtomicLong(1_000_000);

    public InCompany(BlockStore store) {
        this.store = store;
    }

    @Override
    public Location put(ObjectName name, BlockBytes bytes) {
        if (bytes.sizeBytes() >= store.packsBelow()) {
            return store.put(name, bytes);
        }
        long number = last.incrementAndGet();
        BlockBytes other = Blocks.random(number, 50);
        others.add(Blocks.name(other, number));
        PutEnd end = Objects.requireNonNull(store.putAll(Map.of(name, bytes, Blocks.name(other, number), other))
                .get(name));
        if (end instanceof PutEnd.Refused refused) {
            throw refused.problem();
        }
        return ((PutEnd.Durable) end).location();
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
        return store.list().filter(object -> !others.contains(object.name()));
    }
}
