package io.holdfast.standalone.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The regular files of some folders, in the order of their paths, and how many others were left out. */
record SourceTree(List<SourceFile> files, int links, int unreadable, int special) {
    /** Folders of no interest when a project shows itself. */
    private static final Set<String> BY_PRODUCTS = Set.of(".git", "target");

    SourceTree {
        files = List.copyOf(files);
    }

    /** Whether build products and version control are left out. */
    enum Selection {
        EVERYTHING,
        SOURCES
    }

    static SourceTree scan(Path root, String prefix, Selection selection) throws IOException {
        Walk walk = new Walk(root, prefix, selection);
        Files.walkFileTree(root, walk);
        walk.found.sort(Comparator.comparing(SourceFile::path));
        return new SourceTree(walk.found, walk.links, walk.unreadable, walk.special);
    }

    SourceTree and(SourceTree other) {
        List<SourceFile> both = new ArrayList<>(files);
        both.addAll(other.files);
        return new SourceTree(both, links + other.links, unreadable + other.unreadable, special + other.special);
    }

    /** With one more file at the end. */
    SourceTree and(SourceFile file) {
        return and(new SourceTree(List.of(file), 0, 0, 0));
    }

    long sizeBytes() {
        return files.stream().mapToLong(SourceFile::sizeBytes).sum();
    }

    /** The largest, largest first. */
    List<SourceFile> largest(int count) {
        return files.stream()
                .sorted(Comparator.comparingLong(SourceFile::sizeBytes).reversed())
                .limit(count)
                .toList();
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final String prefix;
        private final Selection selection;
        private final List<SourceFile> found = new ArrayList<>();
        private int links;
        private int unreadable;
        private int special;

        Walk(Path root, String prefix, Selection selection) {
            this.root = root;
            this.prefix = prefix;
            this.selection = selection;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            boolean left = selection == Selection.SOURCES
                    && name != null
                    && !folder.equals(root)
                    && BY_PRODUCTS.contains(name.toString());
            return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                links++;
            } else if (!attributes.isRegularFile()) {
                special++;
            } else if (!Files.isReadable(file)) {
                unreadable++;
            } else {
                String path = prefix + "/" + root.relativize(file);
                found.add(new SourceFile(
                        path, new Content.OfFile(file, attributes.size(), attributes.lastModifiedTime())));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            unreadable++;
            return FileVisitResult.CONTINUE;
        }
    }
}
