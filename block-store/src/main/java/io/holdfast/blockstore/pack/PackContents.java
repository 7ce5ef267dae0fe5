package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What lies in packs, wherever these lie. */
final class PackContents {
    private PackContents() {}

    /** All slices, one pack in memory at a time. */
    static Stream<StoredObject> list(PackShelf shelf) {
        return Stream.of(shelf)
                .flatMap(all -> all.generations().stream())
                .flatMap(generation -> list(shelf, generation).stream());
    }

    /** What a pack holds; nothing if there is no such pack. */
    static List<Location> slices(PackShelf shelf, long generation) {
        return list(shelf, generation).stream().map(StoredObject::location).toList();
    }

    private static List<StoredObject> list(PackShelf shelf, long generation) {
        try (PackBytes pack = shelf.read(generation)) {
            Instant changedAt = pack.changedAt();
            return Sealing.slices(pack, generation).stream()
                    .map(slice -> new StoredObject(slice, changedAt))
                    .toList();
        } catch (NotFound | NoSuchFileException e) {
            return List.of(); // deleted while we read it
        } catch (IOException e) {
            throw new Unavailable("cannot read the pack " + PackName.of(generation) + ": " + e, e);
        }
    }
}
