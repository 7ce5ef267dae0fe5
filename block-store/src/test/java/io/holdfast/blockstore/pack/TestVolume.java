package io.holdfast.blockstore.pack;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.local.LocalBlockStore;
import io.holdfast.blockstore.local.LocalObjectReaper;
import io.holdfast.blockstore.local.Reserve;
import io.holdfast.blockstore.local.VolumeOptions;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A volume with packs, and what lies on it. */
final class TestVolume implements AutoCloseable {
    static final int BELOW = 16 << 10;

    private final Path directory;
    private final List<LocalBlockStore> opened = new ArrayList<>();

    TestVolume(Path data) {
        this.directory = data.resolve("blocks");
    }

    /** A store that puts blocks below {@link #BELOW} into packs of this size. */
    LocalBlockStore open(int packBytes, FailPoint failPoint) {
        VolumeOptions options = new VolumeOptions(new Reserve(0, 0), Duration.ZERO, failPoint);
        opened.add(LocalBlockStore.open(
                directory, KeySettings.beside(directory), options, new PackSettings(BELOW, packBytes)));
        return opened.get(opened.size() - 1);
    }

    LocalBlockStore open() {
        return open(PackSettings.DEFAULT_PACK_BYTES, FailPoint.NONE);
    }

    PackObjectReaper reaper() {
        return LocalObjectReaper.open(directory).packs();
    }

    Path directory() {
        return directory;
    }

    Path file(long pack) {
        return new PackFiles(directory, () -> {}).file(pack);
    }

    /** The only pack that is there. */
    long only() {
        List<Long> all = new PackFiles(directory, () -> {}).generations();
        if (all.size() != 1) {
            throw new AssertionError("there are " + all.size() + " packs");
        }
        return all.get(0);
    }

    String format() throws IOException {
        return Files.readString(directory.resolve("FORMAT"));
    }

    static BlockBytes block(int number) {
        return number % 2 == 0 ? Blocks.random(number, 100 + 37 * number) : Blocks.text(number, 100 + 37 * number);
    }

    static Location put(LocalBlockStore store, int number) {
        return store.put(Blocks.name(block(number), number), block(number));
    }

    static List<Location> list(LocalBlockStore store) {
        try (Stream<StoredObject> listed = store.list()) {
            return listed.map(StoredObject::location).toList();
        }
    }

    @Override
    public void close() {
        opened.forEach(LocalBlockStore::close);
    }
}
