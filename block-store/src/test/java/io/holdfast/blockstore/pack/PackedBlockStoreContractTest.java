package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.LocalObjectReaper;
import io.holdfast.blockstore.local.Reserve;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.BlockStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that puts blocks below 100,000 bytes into packs; slices are damaged in place, or laid into a pack of their own. */
class PackedBlockStoreContractTest extends BlockStoreContract {
    private static final PackSettings PACKED = new PackSettings(100_000, 32 << 20);

    private final List<LocalBlockStore> opened = new ArrayList<>();
    private long packs = 1_000_000;

    @TempDir
    private static Path data;

    private static Path directory() {
        return data.resolve("blocks");
    }

    @BeforeEach
    void openEmptied() {
        reopened();
        PackObjectReaper reaper = LocalObjectReaper.open(directory()).packs();
        reaper.list().forEach(pack -> reaper.delete(pack.generation()));
        try (Stream<StoredObject> objects = store().list()) {
            objects.forEach(object -> reaper().delete(object.name()));
        }
    }

    @AfterEach
    void close() {
        opened.forEach(LocalBlockStore::close);
    }

    @Override
    protected BlockStore store() {
        return opened.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return LocalObjectReaper.open(directory());
    }

    @Override
    protected BlockStore reopened() {
        VolumeOptions options = new VolumeOptions(new Reserve(0, 0), Duration.ofHours(1), FailPoint.NONE);
        opened.add(LocalBlockStore.open(directory(), KeySettings.beside(directory()), options, PACKED));
        return opened.get(opened.size() - 1);
    }

    @Override
    protected int singleBytes(int about) {
        return PACKED.belowBytes() + about;
    }

    @Override
    protected byte[] raw(ObjectName name) {
        Location place = place(name);
        try (FileChannel channel = FileChannel.open(file(place), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) place.storedBytes());
            while (bytes.hasRemaining() && channel.read(bytes, place.offset() + bytes.position()) >= 0) {}
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        Location old = place(name);
        if (!old.packed() || old.storedBytes() != stored.length) {
            place(new Location(name, packs++, PackHeader.BYTES, stored.length));
        }
        Location place = place(name);
        try (FileChannel channel = FileChannel.open(file(place), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(stored), place.offset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Location place) {
        PackFiles files = new PackFiles(directory(), () -> {});
        if (!place.packed()) {
            String hash = place.name().block().hex();
            return directory()
                    .resolve("objects")
                    .resolve(hash.substring(0, 1))
                    .resolve(hash.substring(1, 2))
                    .resolve(place.name().toString());
        }
        try {
            Files.createDirectories(directory().resolve(PackFiles.DIRECTORY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.file(place.object());
    }
}
