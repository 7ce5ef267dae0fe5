package io.holdfast.blockstore.pack;

import io.holdfast.core.error.HoldfastException.NotFound;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of the packs, {@code packs/} of a volume; made with the first pack. */
public final class PackFiles implements PackShelf {
    private static final Logger LOG = LoggerFactory.getLogger(PackFiles.class);
    /** In the root of a volume. */
    public static final String DIRECTORY = "packs";

    private static final String LOCK = ".lock";

    private final Path directory;
    private final Runnable requirePresent;

    /**
     * @param root of the volume
     * @param requirePresent throws if the volume is not there; asked before a missing file is taken for a missing pack
     */
    public PackFiles(Path root, Runnable requirePresent) {
        this.directory = root.resolve(DIRECTORY);
        this.requirePresent = requirePresent;
    }

    Path file(long generation) {
        return directory.resolve(PackName.of(generation));
    }

    PackLock lock(long generation) {
        return new PackLock(directory.resolve(HexFormat.of().toHexDigits(generation) + LOCK));
    }

    /** Makes the entries of the directory durable. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** @throws NotFound if there is no such pack on a volume that is there */
    FileChannel open(long generation, StandardOpenOption... how) throws IOException {
        try {
            return FileChannel.open(file(generation), how);
        } catch (NoSuchFileException e) {
            requirePresent.run();
            throw new NotFound("there is no pack " + HexFormat.of().toHexDigits(generation));
        }
    }

    /** Throws if the volume is not there. */
    void requirePresent() {
        requirePresent.run();
    }

    @Override
    public PackBytes read(long generation) throws IOException {
        FileChannel pack = open(generation, StandardOpenOption.READ);
        try {
            return PackBytes.of(
                    pack, Files.getLastModifiedTime(file(generation)).toInstant());
        } catch (IOException e) {
            pack.close();
            throw e;
        }
    }

    @Override
    public List<Long> generations() {
        requirePresent.run();
        List<Long> generations = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                OptionalLong generation = PackName.parse(name);
                generation.ifPresent(generations::add);
                if (generation.isEmpty() && !name.endsWith(LOCK)) {
                    LOG.warn("{} is not a pack; it does not belong here", file);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // never had one
        } catch (IOException | DirectoryIteratorException e) {
            throw new Unavailable("cannot list the packs in " + directory + ": " + e, e);
        }
        return generations;
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
