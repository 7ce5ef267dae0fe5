package io.holdfast.blockstore.local;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tries at each start everything that the store needs from its file system, and refuses one that cannot do it. */
final class SelfTest {
    private static final byte[] BYTES = "holdfast self-test\n".getBytes(StandardCharsets.US_ASCII);

    private final Path run;
    private final Path from;
    private final Path objects;
    private final Path to;

    /** A test that moves a file from the run's directory into the directory of the objects. */
    SelfTest(Run run, Volume volume) {
        this.run = run.directory();
        this.from = this.run.resolve("self-test");
        this.objects = volume.objects();
        this.to = objects.resolve(this.run.getFileName() + ".self-test");
    }

    /** @throws Unavailable naming the ability that is missing */
    void pass() {
        try {
            Files.deleteIfExists(from); // what an earlier test that failed has left
            Files.deleteIfExists(to);
            write();
            refuseSecond();
            require(Arrays.equals(Files.readAllBytes(from), BYTES), "read after write");
            require(listed(run, from), "list after write");
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(objects);
            require(listed(objects, to) && !listed(run, from), "rename");
            require(Arrays.equals(Files.readAllBytes(to), BYTES), "read after rename");
            Files.delete(to);
            Directories.force(objects);
            require(!listed(objects, to), "delete");
        } catch (IOException e) {
            throw new Unavailable("the file system of " + objects + " cannot hold blocks: " + e, e);
        }
    }

    private void write() throws IOException {
        try (FileChannel channel = FileChannel.open(from, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(BYTES));
            channel.force(true);
        }
    }

    private void refuseSecond() throws IOException {
        try (FileChannel second = FileChannel.open(from, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            require(!second.isOpen(), "create only if absent");
        } catch (FileAlreadyExistsException e) {
            // as it should be
        }
    }

    private static boolean listed(Path directory, Path file) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            return all.contains(file);
        }
    }

    private static void require(boolean passed, String ability) throws IOException {
        if (!passed) {
            throw new IOException("the self-test '" + ability + "' failed");
        }
    }
}
