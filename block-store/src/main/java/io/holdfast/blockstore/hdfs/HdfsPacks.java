package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.hdfs.HdfsFiles.Naming;
import io.holdfast.blockstore.pack.PackBytes;
import io.holdfast.blockstore.pack.PackPlace;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.NotFound;
import java.util.stream.Stream;

/** The packs of an HDFS directory, one file each. */
final class HdfsPacks implements PackPlace {
    private final HdfsFiles files;
    private final Layout layout;
    private final Unfinished unfinished;
    private volatile boolean prepared;

    HdfsPacks(HdfsFiles files, Unfinished unfinished) {
        this.files = files;
        this.layout = new Layout(files, unfinished);
        this.unfinished = unfinished;
    }

    @Override
    public void prepare() {
        if (!prepared) {
            layout.prepareForPacks();
            prepared = true;
        }
    }

    @Override
    public boolean create(long generation, byte[] pack) {
        boolean made = unfinished.publish(Layout.pack(generation), pack) == Naming.DONE;
        if (!made) {
            files.settle(Layout.pack(generation));
        }
        return made;
    }

    @Override
    public Stream<StoredPack> packs() {
        layout.requirePresent();
        return Listing.packs(files);
    }

    @Override
    public PackBytes read(long generation) {
        return HdfsPackBytes.open(files, Layout.pack(generation)).orElseThrow(() -> {
            layout.requirePresent();
            return new NotFound("there is no " + files + Layout.pack(generation));
        });
    }
}
