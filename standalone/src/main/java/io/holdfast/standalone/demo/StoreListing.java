package io.holdfast.standalone.demo;

import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the disk really holds under {@code blocks/}: every stored object, and every slice of a pack, with its size. */
public record StoreListing(Map<ObjectName, Long> objects) {
    public StoreListing {
        objects = Map.copyOf(objects);
    }

    /** Reads names of files, and the headers in packs. What goes meanwhile may be in it or not. */
    public static StoreListing walk(Path blocks) throws IOException {
        Map<ObjectName, Long> found = new HashMap<>();
        Files.walkFileTree(blocks, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                try {
                    if (name.endsWith(PackFile.SUFFIX)) {
                        found.putAll(PackFile.slices(file));
                    } else {
                        found.put(ObjectName.parse(name), attributes.size());
                    }
                } catch (IllegalArgumentException | NoSuchFileException e) {
                    // unfinished or internal: not an object; or deleted while we looked
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // deleted while we looked
            }
        });
        return new StoreListing(found);
    }

    long sizeBytes() {
        return objects.values().stream().mapToLong(Long::longValue).sum();
    }

    int count() {
        return objects.size();
    }

    /** Objects that are here and were not there. */
    StoreListing without(StoreListing earlier) {
        Map<ObjectName, Long> rest = new HashMap<>(objects);
        rest.keySet().removeAll(earlier.objects.keySet());
        return new StoreListing(rest);
    }

    /** Objects of blocks that are not among these. */
    StoreListing withoutBlocks(Set<BlockId> blocks) {
        Map<ObjectName, Long> rest = new HashMap<>(objects);
        rest.keySet().removeIf(name -> blocks.contains(name.block()));
        return new StoreListing(rest);
    }

    /** Objects of these blocks only. */
    StoreListing ofBlocks(Set<BlockId> blocks) {
        Map<ObjectName, Long> rest = new HashMap<>(objects);
        rest.keySet().removeIf(name -> !blocks.contains(name.block()));
        return new StoreListing(rest);
    }

    Set<BlockId> blocks() {
        Set<BlockId> blocks = new HashSet<>();
        objects.keySet().forEach(name -> blocks.add(name.block()));
        return blocks;
    }
}
