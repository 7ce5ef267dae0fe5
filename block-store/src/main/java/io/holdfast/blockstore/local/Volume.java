package io.holdfast.blockstore.local;

import io.holdfast.blockstore.pack.PackFiles;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where things lie: {@code objects/<h>/<h>/<hash>.<generation>} with the first two digits of the hash, {@code runs/}, and
 * {@code FORMAT}, which is written last and says that the volume is complete; {@code packs/}, once there was one.
 */
final class Volume {
    private static final String FORMAT = "holdfast blocks 1\n";
    /** There may be packs, which releases that know only format 1 would not find. */
    private static final String WITH_PACKS = "holdfast blocks 2\n";

    private final Path root;

    private Volume(Path root) {
        this.root = root;
    }

    /** Opens the volume, and makes it first if it is not there or was not completed. */
    static Volume open(Path directory) {
        try {
            Files.createDirectories(directory);
            Volume volume = new Volume(directory.toRealPath());
            if (!volume.complete()) {
                volume.create();
            }
            return volume;
        } catch (IOException e) {
            throw new Unavailable("cannot open the block directory " + directory + ": " + e, e);
        }
    }

    Path root() {
        return root;
    }

    Path objects() {
        return root.resolve("objects");
    }

    Path runs() {
        return root.resolve("runs");
    }

    Path shard(ObjectName name) {
        String hash = name.block().hex();
        return objects().resolve(hash.substring(0, 1)).resolve(hash.substring(1, 2));
    }

    Path shard(int firstByte) {
        return objects().resolve(Integer.toHexString(firstByte >> 4 & 15)).resolve(Integer.toHexString(firstByte & 15));
    }

    Path file(ObjectName name) {
        return shard(name).resolve(name.toString());
    }

    Stream<Path> shards() {
        return digits(objects()).flatMap(Volume::digits);
    }

    /**
     * To be called before a missing file is taken for a missing object.
     *
     * @throws Unavailable if the volume is not there: unmounted, or not the one that was opened
     */
    void requirePresent() {
        if (!Files.isRegularFile(format())) {
            throw new Unavailable("the block volume " + root + " is not there; is it mounted?");
        }
    }

    private Path format() {
        return root.resolve("FORMAT");
    }

    private boolean complete() throws IOException {
        if (!Files.exists(format())) {
            return false;
        }
        String format = Files.readString(format());
        if (!format.equals(FORMAT) && !format.equals(WITH_PACKS)) {
            throw new IOException(format() + " says '" + format.strip() + "', this version knows '" + FORMAT.strip()
                    + "' and '" + WITH_PACKS.strip() + "'");
        }
        return true;
    }

    /** Makes the directory of the packs and notes that there may be some; durable once it returns. Processes that do this at once do the same. */
    void prepareForPacks(Run run) throws IOException {
        Directories.ensure(root.resolve(PackFiles.DIRECTORY));
        if (!Files.readString(format()).equals(WITH_PACKS)) {
            Path fresh = run.directory().resolve("FORMAT");
            write(fresh, WITH_PACKS);
            Files.move(fresh, format(), StandardCopyOption.ATOMIC_MOVE);
        }
        Directories.force(root);
    }

    private void create() throws IOException {
        Directories.ensure(objects());
        Directories.ensure(runs());
        for (Path upper : digits(objects()).toList()) {
            Directories.ensure(upper);
            for (Path shard : digits(upper).toList()) {
                Directories.ensure(shard);
            }
            Directories.force(upper);
        }
        Directories.force(objects());
        write(format(), FORMAT);
        Directories.force(root);
        if (root.getParent() != null) {
            Directories.force(root.getParent());
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private static Stream<Path> digits(Path directory) {
        return IntStream.range(0, 16).mapToObj(i -> directory.resolve(Integer.toHexString(i)));
    }
}
