package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Conflict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files with secrets: only their owner may read them, and they appear whole and durable or not at all. */
final class KeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private KeyFiles() {}

    static String read(Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            LOG.warn("{} holds a secret and others may read it; chmod 600 it", file);
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    /** @return false if a file of that name is there already; it stays as it is */
    static boolean create(Path file, String content, SecureRandom random) throws IOException {
        Path directory = parent(file);
        Files.createDirectories(directory);
        Path fresh = write(file, content, random);
        try {
            Files.createLink(file, fresh); // unlike a rename, this never replaces
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(fresh);
            force(directory);
        }
    }

    /** Puts this content in the place of the file's. */
    static void replace(Path file, String content, SecureRandom random) throws IOException {
        Path fresh = write(file, content, random);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        force(parent(file));
    }

    /** The right to replace a file, until it is closed; kept in a file {@code .lock} beside it, which stays. */
    static Held hold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER));
        try {
            if (channel.tryLock() != null) {
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is being replaced by this very process", file, e);
        }
        channel.close();
        throw new Conflict(file + " is being replaced by somebody else; look at what they did before you repeat it");
    }

    /** A right in use. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private static Path write(Path file, String content, SecureRandom random) throws IOException {
        String suffix = HexFormat.of().toHexDigits(random.nextLong());
        Path fresh = file.resolveSibling(file.getFileName() + "." + suffix + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return fresh;
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a parent");
    }
}
