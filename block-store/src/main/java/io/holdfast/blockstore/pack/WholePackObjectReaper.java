package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredPack;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** Deletes packs that were written whole. They are sealed from the start, so there is nothing to end. */
public final class WholePackObjectReaper implements PackObjectReaper {
    /** A bundle becomes a larger pack than this, whatever its blocks are, or the same packs would be put together for ever. */
    private static final long SMALL_BYTES = 128 << 10;

    private final PackPlace place;
    private final LongPredicate deletion;

    /** @param deletion deletes the pack of this generation for good, and says whether there was one */
    public WholePackObjectReaper(PackPlace place, LongPredicate deletion) {
        this.place = place;
        this.deletion = deletion;
    }

    @Override
    public List<StoredPack> list() {
        try (Stream<StoredPack> packs = place.packs()) {
            return packs.toList();
        }
    }

    @Override
    public long mergesBelow() {
        return SMALL_BYTES;
    }

    @Override
    public List<Location> slices(long generation) {
        return PackContents.slices(place, generation);
    }

    @Override
    public List<Location> seal(long generation) {
        return slices(generation);
    }

    @Override
    public boolean delete(long generation) {
        return deletion.test(generation);
    }
}
