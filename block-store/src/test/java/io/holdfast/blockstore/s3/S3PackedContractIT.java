package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.InCompany;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.testkit.block.BlockStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Blocks below 100,000 bytes lie in packs; slices are damaged in place, or laid into a pack of their own. */
class S3PackedContractIT extends BlockStoreContract {
    private static final PackSettings PACKED = new PackSettings(100_000, 32 << 20);
    private static final int OFFSET = 20;

    @TempDir
    private static Path data;

    private final List<S3BlockStore> opened = new ArrayList<>();
    private final List<BlockStore> stores = new ArrayList<>();
    private TestBucket bucket;
    private long packs = 1_000_000;

    @BeforeEach
    void begin() {
        bucket = new TestBucket(data);
        reopened();
    }

    @AfterEach
    void close() {
        opened.forEach(S3BlockStore::close);
        bucket.close();
        bucket.wipe();
    }

    @Override
    protected BlockStore store() {
        return stores.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return S3ObjectReaper.open(bucket.settings());
    }

    @Override
    protected BlockStore reopened() {
        opened.add(bucket.open(PACKED));
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
        byte[] object = bucket.read(Layout.key(place));
        return place.packed()
                ? Arrays.copyOfRange(object, (int) place.offset(), (int) (place.offset() + place.storedBytes()))
                : object;
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        Location old = place(name);
        boolean same = old.packed() && old.storedBytes() == stored.length;
        if (!same) {
            place(new Location(name, packs++, OFFSET, stored.length));
        }
        Location place = place(name);
        byte[] pack = same ? bucket.read(Layout.key(place)) : new byte[OFFSET + stored.length];
        System.arraycopy(stored, 0, pack, (int) place.offset(), stored.length);
        bucket.write(Layout.key(place), pack);
    }

    /** Three requests for each damaged slice; the codec itself is tried bit by bit with the local store. */
    @Override
    protected int stride() {
        return 499;
    }
}
