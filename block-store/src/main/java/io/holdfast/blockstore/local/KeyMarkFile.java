package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeyMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** {@code KEYS} of a volume: which keystore its objects need. */
final class KeyMarkFile {
    private final Path root;
    private final Path file;

    KeyMarkFile(Volume volume) {
        this.root = volume.root();
        this.file = root.resolve("KEYS");
    }

    /** Empty if the volume never had an encrypted object. */
    Optional<KeyMark> read() throws IOException {
        try {
            return Optional.of(KeyMark.parse(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Durable once it returns. Processes that do this at the same time write the same. */
    void write(KeyMark mark, Run run) throws IOException {
        Path fresh = run.directory().resolve("KEYS");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(mark.text().getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(root);
    }
}
