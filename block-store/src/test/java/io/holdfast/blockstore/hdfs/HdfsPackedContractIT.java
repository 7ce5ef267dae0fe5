package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.pack.InCompany;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.StoredObject;
import io.holdfast.testkit.block.BlockStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;

/** Blocks below 100,000 bytes lie in packs; slices are damaged in place, or laid into a pack of their own. */
class HdfsPackedContractIT extends BlockStoreContract {
    private static final PackSettings PACKED = new PackSettings(100_000, 32 << 20);
    private static final int OFFSET = 20;

    @TempDir
    private static Path data;

    private static @Nullable TestDirectory directory;
    private static @Nullable HdfsObjectReaper reaper;
    private static long packs = 1_000_000;

    private final List<HdfsBlockStore> opened = new ArrayList<>();
    private final List<BlockStore> stores = new ArrayList<>();

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
        reopened();
        requireNonNull(reaper)
                .packs()
                .list()
                .forEach(pack -> requireNonNull(reaper).packs().delete(pack.generation()));
        try (Stream<StoredObject> objects = store().list()) {
            objects.toList().forEach(object -> reaper().delete(object.name()));
        }
    }

    @AfterEach
    void close() {
        opened.forEach(HdfsBlockStore::close);
    }

    @Override
    protected BlockStore store() {
        return stores.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return requireNonNull(reaper);
    }

    @Override
    protected BlockStore reopened() {
        opened.add(directory().open(PACKED));
        stores.add(new InCompany(opened.get(opened.size() - 1)));
        return stores.get(stores.size() - 1);
    }

    @Override
    protected int singleBytes(int about) {
        return PACKED.belowBytes() + about;
    }

    @Override
    protected byte[] raw(ObjectName name) {
        Location place = place(name);
        byte[] file = directory().read(Layout.key(place));
        return place.packed()
                ? Arrays.copyOfRange(file, (int) place.offset(), (int) (place.offset() + place.storedBytes()))
                : file;
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        Location old = place(name);
        boolean same = old.packed() && old.storedBytes() == stored.length;
        if (!same) {
            place(new Location(name, packs++, OFFSET, stored.length));
        }
        Location place = place(name);
        byte[] pack = same ? directory().read(Layout.key(place)) : new byte[OFFSET + stored.length];
        System.arraycopy(stored, 0, pack, (int) place.offset(), stored.length);
        directory().write(Layout.key(place), pack);
    }

    /** A dozen requests for each damaged slice; the codec itself is tried bit by bit with the local store. */
    @Override
    protected int stride() {
        return 997;
    }

    private static TestDirectory directory() {
        return requireNonNull(directory);
    }
}
