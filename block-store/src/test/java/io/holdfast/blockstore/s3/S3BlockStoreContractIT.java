package io.holdfast.blockstore.s3;

import io.holdfast.core.block.BlockStore;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.testkit.block.BlockStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class S3BlockStoreContractIT extends BlockStoreContract {
    @TempDir
    private static Path data;

    private final List<S3BlockStore> opened = new ArrayList<>();
    private TestBucket bucket;

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
        return opened.get(0);
    }

    @Override
    protected ObjectReaper reaper() {
        return S3ObjectReaper.open(bucket.settings());
    }

    @Override
    protected BlockStore reopened() {
        opened.add(bucket.open());
        return opened.get(opened.size() - 1);
    }

    @Override
    protected byte[] raw(ObjectName name) {
        return bucket.read(name);
    }

    @Override
    protected void overwrite(ObjectName name, byte[] stored) {
        bucket.write("objects/" + name, stored);
    }

    /** Two requests for each damaged object; the codec itself is tried bit by bit with the local store. */
    @Override
    protected int stride() {
        return 41;
    }
}
