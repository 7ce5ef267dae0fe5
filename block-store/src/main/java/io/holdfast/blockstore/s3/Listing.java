package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.pack.PackName;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.block.StoredPack;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All objects of a bucket whose keys begin alike, one page in memory at a time. */
final class Listing implements Iterator<List<S3Object>> {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private final Bucket bucket;
    private final String beginning;
    private Optional<String> continuation = Optional.empty();
    private boolean ended;

    private Listing(Bucket bucket, String beginning) {
        this.bucket = bucket;
        this.beginning = beginning;
    }

    /** The objects of one block. */
    static Stream<StoredObject> of(Bucket bucket) {
        return all(bucket, Layout.OBJECTS).flatMap(object -> block(bucket, object));
    }

    static Stream<StoredPack> packs(Bucket bucket) {
        return all(bucket, Layout.PACKS).flatMap(object -> pack(bucket, object));
    }

    private static Stream<S3Object> all(Bucket bucket, String beginning) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Listing(bucket, beginning), Spliterator.NONNULL), false)
                .flatMap(List::stream);
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public List<S3Object> next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        ListObjectsV2Response page = bucket.page(beginning, continuation);
        ended = !Boolean.TRUE.equals(page.isTruncated());
        continuation = Optional.ofNullable(page.nextContinuationToken());
        return page.contents();
    }

    private static Stream<StoredObject> block(Bucket bucket, S3Object object) {
        String name = bucket.relative(object.key()).substring(Layout.OBJECTS.length());
        try {
            return Stream.of(new StoredObject(ObjectName.parse(name), object.size(), object.lastModified()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}{} is not a block; it does not belong here", bucket, object.key());
            return Stream.empty();
        }
    }

    private static Stream<StoredPack> pack(Bucket bucket, S3Object object) {
        OptionalLong generation = PackName.parse(bucket.relative(object.key()).substring(Layout.PACKS.length()));
        if (generation.isEmpty()) {
            LOG.warn("{}{} is not a pack; it does not belong here", bucket, object.key());
            return Stream.empty();
        }
        return Stream.of(new StoredPack(generation.getAsLong(), object.size(), object.lastModified(), true));
    }
}
