package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A pack that is written in one go, sealed.
 *
 * @param places where the slices lie in it, in their order
 * @param bytes header, frames and index
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record WholePack(long generation, List<Location> places, byte[] bytes) {
    static WholePack of(long generation, List<Slice> slices) {
        List<Location> places = new ArrayList<>(slices.size());
        int end = PackHeader.BYTES;
        for (Slice slice : slices) {
            places.add(new Location(slice.name(), generation, end, slice.frame().length));
            end += slice.frame().length;
        }
        ByteBuffer index = PackIndex.of(generation, places);
        ByteBuffer pack = ByteBuffer.allocate(end + index.remaining()).put(PackHeader.of(generation));
        slices.forEach(slice -> pack.put(slice.frame()));
        return new WholePack(generation, List.copyOf(places), pack.put(index).array());
    }
}
