package io.holdfast.blockstore.s3;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All objects of a bucket, one page in memory at a time. */
final class Listing implements Iterator<List<StoredObject>> {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private final Bucket bucket;
    private Optional<String> continuation = Optional.empty();
    private boolean ended;

    private Listing(Bucket bucket) {
        this.bucket = bucket;
    }

    static Stream<StoredObject> of(Bucket bucket) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Listing(bucket), Spliterator.NONNULL), false)
                .flatMap(List::stream);
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public List<StoredObject> next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        ListObjectsV2Response page = bucket.page(Layout.OBJECTS, continuation);
        ended = !Boolean.TRUE.equals(page.isTruncated());
        continuation = Optional.ofNullable(page.nextContinuationToken());
        return page.contents().stream().flatMap(this::object).toList();
    }

    private Stream<StoredObject> object(S3Object object) {
        String name = bucket.relative(object.key()).substring(Layout.OBJECTS.length());
        try {
            return Stream.of(new StoredObject(ObjectName.parse(name), object.size(), object.lastModified()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}{} is not a block; it does not belong here", bucket, object.key());
            return Stream.empty();
        }
    }
}
