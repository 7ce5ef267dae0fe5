package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.frame.FrameCodec;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The packs of a store that cannot append to what is there: those that wait at the same time become one pack, which is written whole. There is
 * no open pack, so there is nothing to end, and a pack is sealed from the start. Safe for many threads.
 */
public final class WholePacks {
    /** No pack is larger, its index included. */
    public static final int MAX_BYTES = GroupCommit.GROUP_BYTES + (2 << 20);

    private final PackPlace place;
    private final PackSettings settings;
    private final LongSupplier generations;

    /** @param generations of new packs: 64 random bits each */
    public WholePacks(PackPlace place, PackSettings settings, LongSupplier generations) {
        this.place = place;
        this.settings = settings;
        this.generations = generations;
    }

    /**
     * The puts of small blocks.
     *
     * @param store whose packs these are: reads what was put before
     * @param alone stores one as an object of its own
     */
    public SmallPuts puts(FrameCodec codec, BlockStore store, Function<Slice, Location> alone) {
        WholePackWriter writer = new WholePackWriter(place, generations, store, alone);
        int groupBytes = Math.min(GroupCommit.GROUP_BYTES, settings.packBytes());
        return new SmallPuts(settings, new GroupCommit(writer::append, groupBytes), codec, store::get);
    }

    /** All slices, one pack in memory at a time. */
    public Stream<StoredObject> list() {
        return PackContents.list(place);
    }
}
