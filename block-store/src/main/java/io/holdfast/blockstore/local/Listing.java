package io.holdfast.blockstore.local;

import io.holdfast.core.block.ObjectName;
import io.holdfast.core.block.StoredObject;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All objects of a volume, one shard in memory at a time. */
final class Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private Listing() {}

    static Stream<StoredObject> of(Volume volume) {
        volume.requirePresent();
        return volume.shards().flatMap(shard -> read(shard).stream());
    }

    /** The objects of one shard. */
    static List<StoredObject> read(Path shard) {
        List<StoredObject> objects = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
            for (Path file : files) {
                name(file).flatMap(name -> read(name, file)).ifPresent(objects::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new Unavailable("cannot list the blocks in " + shard + ": " + e, e);
        }
        return objects;
    }

    private static Optional<ObjectName> name(Path file) {
        try {
            return Optional.of(ObjectName.parse(file.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is not a block; it does not belong here", file);
            return Optional.empty();
        }
    }

    private static Optional<StoredObject> read(ObjectName name, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new StoredObject(
                    name, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted while we list
        } catch (IOException e) {
            throw new Unavailable("cannot read the attributes of " + file + ": " + e, e);
        }
    }
}
