package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.WholePackObjectReaper;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.ObjectReaper;
import io.holdfast.core.block.PackObjectReaper;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deletes the objects of a bucket; in a bucket with versions that leaves S3's own undo. */
public final class S3ObjectReaper implements ObjectReaper, AutoCloseable {
    private final Bucket bucket;
    private final Layout layout;

    private S3ObjectReaper(Bucket bucket) {
        this.bucket = bucket;
        this.layout = new Layout(bucket);
    }

    public static S3ObjectReaper open(S3Settings settings) {
        return new S3ObjectReaper(new Bucket(S3Access.connect(settings), settings));
    }

    /** The right to delete the packs of the same bucket; ends with this. */
    public PackObjectReaper packs() {
        S3Packs packs = new S3Packs(bucket, layout);
        return new WholePackObjectReaper(packs, packs::delete);
    }

    @Override
    public boolean delete(ObjectName name) {
        boolean present = bucket.size(Layout.key(name)).isPresent();
        if (!present) {
            layout.requirePresent();
        }
        bucket.delete(Layout.key(name));
        return present;
    }

    @Override
    public Map<ObjectName, RuntimeException> deleteAll(Collection<ObjectName> names) {
        layout.requirePresent();
        Map<ObjectName, RuntimeException> failures = new HashMap<>();
        List<ObjectName> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += Bucket.MOST_DELETIONS) {
            List<ObjectName> page = all.subList(from, Math.min(all.size(), from + Bucket.MOST_DELETIONS));
            Map<String, String> refused =
                    bucket.deleteAll(page.stream().map(Layout::key).toList());
            for (ObjectName name : page) {
                String why = refused.get(Layout.key(name));
                if (why != null) {
                    failures.put(name, new Unavailable("S3 does not delete the stored object " + name + ": " + why));
                }
            }
        }
        return failures;
    }

    /** Ends the connections. */
    @Override
    public void close() {
        bucket.close();
    }
}
