package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.PackBytes;
import io.holdfast.blockstore.s3.Bucket.Got;
import io.holdfast.core.error.HoldfastException.NotFound;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A pack of a bucket, read in parts. The first request brings its end, where the index is; of most packs that is all of it. */
final class S3PackBytes implements PackBytes {
    private static final int END_BYTES = 128 << 10;

    private final Bucket bucket;
    private final String key;
    private final Got end;

    private S3PackBytes(Bucket bucket, String key, Got end) {
        this.bucket = bucket;
        this.key = key;
        this.end = end;
    }

    /** Empty as {@link Bucket#size}. */
    static Optional<S3PackBytes> open(Bucket bucket, String key) {
        return bucket.part(key, Part.last(END_BYTES)).map(end -> new S3PackBytes(bucket, key, end));
    }

    @Override
    public long sizeBytes() {
        return end.wholeBytes();
    }

    @Override
    public Instant changedAt() {
        return end.changedAt();
    }

    @Override
    public int read(ByteBuffer buffer, long position) {
        long endsFrom = end.wholeBytes() - end.bytes().length;
        if (position >= end.wholeBytes()) {
            return -1;
        }
        if (position >= endsFrom) {
            return copy(end.bytes(), (int) (position - endsFrom), buffer);
        }
        Got got = bucket.part(key, Part.of(position, buffer.remaining()))
                .orElseThrow(() -> new NotFound(bucket + key + " has gone while it was read"));
        return got.bytes().length == 0 ? -1 : copy(got.bytes(), 0, buffer);
    }

    private static int copy(byte[] bytes, int from, ByteBuffer to) {
        int count = Math.min(bytes.length - from, to.remaining());
        to.put(bytes, from, count);
        return count;
    }

    /** Nothing is open between two requests. */
    @Override
    public void close() {}
}
