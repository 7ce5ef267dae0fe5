package io.holdfast.blockstore.hdfs;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.testkit.block.BlockStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;

class HdfsBlockStoreContractIT extends BlockStoreContract {
    @TempDir
    private static Path data;

    private static @Nullable TestDirectory directory;
    private static @Nullable HdfsObjectReaper reaper;

    private final List<HdfsBlockStore> opened = new ArrayList<>();

    @BeforeAll
    static void begin() {
        directory = new TestDirectory(data);
        reaper = HdfsObjectReaper.open(directory.settings());
    }

    @AfterAll
    static void end() throws IOException {
        requireNonNull(reaper).close();
        directory().close();
    }

    @BeforeEach
    void openEmptied() {
        try (Stream<StoredObject> objects = reopened().list()) {
            objects.toList().forEach(object -> reaper().delete(object.name()));
        }
    }

    @AfterEach
    void close() {
        opened.forEach(HdfsBlockStore::close);
    }

    @Override
    protected BlockStore store() {
        return opened.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return requireNonNull(reaper);
    }

    @Override
    protected BlockStore reopened() {
        opened.add(directory().open());
        return opened.get(opened.size() - 1);
    }

    @Override
    protected byte[] raw(ObjectName name) {
        return directory().read(name);
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        directory().write(Layout.key(name), stored);
    }

    /** A dozen requests for each damaged object; the codec itself is tried bit by bit with the local store. */
    @Override
    protected int stride() {
        return 211;
    }

    private static TestDirectory directory() {
        return requireNonNull(directory);
    }
}
