package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.BlockStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalBlockStoreContractTest extends BlockStoreContract {
    private static final Reserve NO_RESERVE = new Reserve(0, 0);

    private final List<LocalBlockStore> opened = new ArrayList<>();

    @TempDir
    private static Path data;

    private static Path directory() {
        return data.resolve("blocks");
    }

    @BeforeEach
    void openEmptied() {
        try (Stream<StoredObject> objects = reopened().list()) {
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
        opened.add(LocalBlockStore.open(
                directory(),
                KeySettings.beside(directory()),
                new VolumeOptions(NO_RESERVE, Duration.ofHours(1), FailPoint.NONE)));
        return opened.get(opened.size() - 1);
    }

    @Override
    protected byte[] raw(ObjectName name) {
        try {
            return Files.readAllBytes(Volume.open(directory()).file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        try {
            Files.write(Volume.open(directory()).file(name), stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
