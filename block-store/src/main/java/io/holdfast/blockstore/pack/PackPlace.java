package io.holdfast.blockstore.pack;

import io.holdfast.core.block.StoredPack;
import java.util.List;
import java.util.stream.Stream;

/** Where packs lie that are written whole, sealed, and never changed: a bucket, or a directory of HDFS. */
public interface PackPlace extends PackShelf {
    /** To be called before the first pack is made: from then on the store says that it has packs. Durable once it returns, and cheap to repeat. */
    void prepare();

    /**
     * Stores a pack if there is none of that generation. Durable once it returns, whichever it was.
     *
     * @return whether it made it; otherwise what is there stays as it is
     * @throws io.holdfast.core.error.HoldfastException.StorageFull if there is no room; nothing was stored
     * @throws io.holdfast.core.error.HoldfastException.Unavailable if the store failed; nothing was stored
     * @throws io.holdfast.core.error.HoldfastException.OutcomeUnknown if it may or may not have been stored
     */
    boolean create(long generation, byte[] pack);

    /** The packs that are there, as a listing tells them. Close the stream. */
    Stream<StoredPack> packs();

    @Override
    default List<Long> generations() {
        try (Stream<StoredPack> packs = packs()) {
            return packs.map(StoredPack::generation).toList();
        }
    }
}
