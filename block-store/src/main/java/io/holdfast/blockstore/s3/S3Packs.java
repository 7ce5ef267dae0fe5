package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.PackBytes;
import io.holdfast.blockstore.pack.PackPlace;
import io.holdfast.blockstore.s3.Bucket.Put;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.StoredPack;
import io.holdfast.core.error.HoldfastException.NotFound;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** The packs of a bucket, one object each. */
final class S3Packs implements PackPlace {
    private final Bucket bucket;
    private final Layout layout;
    private volatile boolean prepared;

    S3Packs(Bucket bucket, Layout layout) {
        this.bucket = bucket;
        this.layout = layout;
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
        byte[] sha256 = BlockId.hash(ByteBuffer.wrap(pack)).bytes();
        return bucket.create(Layout.pack(generation), pack, sha256) == Put.MADE;
    }

    @Override
    public Stream<StoredPack> packs() {
        layout.requirePresent();
        return Listing.packs(bucket);
    }

    @Override
    public PackBytes read(long generation) {
        return S3PackBytes.open(bucket, Layout.pack(generation)).orElseThrow(() -> {
            layout.requirePresent();
            return new NotFound("there is no " + Layout.pack(generation) + " in " + bucket);
        });
    }

    /** Whether there was one. */
    boolean delete(long generation) {
        boolean present = bucket.size(Layout.pack(generation)).isPresent();
        if (!present) {
            layout.requirePresent();
        }
        bucket.delete(Layout.pack(generation));
        return present;
    }
}
