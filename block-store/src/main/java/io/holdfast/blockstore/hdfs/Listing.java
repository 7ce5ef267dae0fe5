package io.holdfast.blockstore.hdfs;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import java.time.Instant;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All objects of the store. */
final class Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private Listing() {}

    static Stream<StoredObject> of(HdfsFiles files) {
        return Layout.shards()
                .flatMap(shard -> StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(files.list(shard), Spliterator.NONNULL), false))
                .flatMap(Listing::object);
    }

    private static Stream<StoredObject> object(FileStatus file) {
        try {
            return Stream.of(new StoredObject(
                    ObjectName.parse(file.getPath().getName()),
                    file.getLen(),
                    Instant.ofEpochMilli(file.getModificationTime())));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is not a block; it does not belong here", file.getPath());
            return Stream.empty();
        }
    }
}
