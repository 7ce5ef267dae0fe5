package io.holdfast.blockstore.pack;

import io.holdfast.core.block.Location;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Ends and deletes the packs of a volume. A deletion is durable once it returns, also one that finds nothing left to delete. */
public final class LocalPackObjectReaper implements PackObjectReaper {
    private final PackFiles files;

    public LocalPackObjectReaper(PackFiles files) {
        this.files = files;
    }

    @Override
    public List<StoredPack> list() {
        List<StoredPack> packs = new ArrayList<>();
        for (long generation : files.generations()) {
            try (FileChannel pack = files.open(generation, StandardOpenOption.READ)) {
                packs.add(new StoredPack(
                        generation,
                        pack.size(),
                        Files.getLastModifiedTime(files.file(generation)).toInstant(),
                        PackIndex.read(pack, generation).isPresent()));
            } catch (NotFound | NoSuchFileException e) {
                continue; // deleted while we list
            } catch (IOException e) {
                throw failed("list", generation, e);
            }
        }
        return packs;
    }

    @Override
    public List<Location> slices(long generation) {
        return PackContents.slices(files, generation);
    }

    @Override
    public List<Location> seal(long generation) {
        PackLock lock = files.lock(generation);
        try (FileChannel pack = files.open(generation, StandardOpenOption.READ, StandardOpenOption.WRITE);
                PackLock.Held held = lock.take()) {
            Optional<List<Location>> index = PackIndex.read(pack, generation);
            if (index.isEmpty()) {
                List<Location> found = Sealing.slices(pack, generation);
                Sealing.seal(pack, generation, found);
                index = Optional.of(found);
            }
            lock.remove();
            return index.get();
        } catch (NotFound e) {
            return List.of();
        } catch (IOException e) {
            throw failed("seal", generation, e);
        }
    }

    @Override
    public boolean delete(long generation) {
        files.requirePresent();
        try {
            boolean deleted = Files.deleteIfExists(files.file(generation));
            files.lock(generation).remove();
            // Also when it was gone already: an earlier deletion may have failed just before this.
            files.force();
            return deleted;
        } catch (IOException e) {
            throw failed("delete", generation, e);
        }
    }

    private static Unavailable failed(String act, long generation, IOException e) {
        return new Unavailable("cannot " + act + " the pack " + HexFormat.of().toHexDigits(generation) + ": " + e, e);
    }
}
