package io.holdfast.blockstore.hdfs;

import io.holdfast.blockstore.pack.PackName;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.block.StoredPack;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies in the store. */
final class Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private Listing() {}

    /** The objects of one block. */
    static Stream<StoredObject> of(HdfsFiles files) {
        return Layout.shards().flatMap(shard -> all(files, shard)).flatMap(Listing::object);
    }

    /** The directory is made with the first pack. */
    static Stream<StoredPack> packs(HdfsFiles files) {
        return files.find(Layout.PACKS).isEmpty()
                ? Stream.empty()
                : all(files, Layout.PACKS).flatMap(Listing::pack);
    }

    private static Stream<FileStatus> all(HdfsFiles files, String directory) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(files.list(directory), Spliterator.NONNULL), false);
    }

    private static Stream<StoredPack> pack(FileStatus file) {
        OptionalLong generation = PackName.parse(file.getPath().getName());
        if (generation.isEmpty()) {
            LOG.warn("{} is not a pack; it does not belong here", file.getPath());
            return Stream.empty();
        }
        Instant changedAt = Instant.ofEpochMilli(file.getModificationTime());
        return Stream.of(new StoredPack(generation.getAsLong(), file.getLen(), changedAt, true));
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
