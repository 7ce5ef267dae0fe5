package io.holdfast.ingest.settings;

import io.holdfast.core.cursor.CursorCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The file that holds the key which signs cursors. Without it every cursor handed out before is refused. */
public final class CursorKey {
    private CursorKey() {}

    /**
     * The key in the file; a new one, readable by its owner only, if there is no file.
     *
     * @throws IllegalStateException if the file is not a key
     */
    public static byte[] loadOrMake(Path file) {
        try {
            make(file);
            byte[] key = Files.readAllBytes(file);
            if (key.length != CursorCodec.KEY_BYTES) {
                throw new IllegalStateException(
                        file + " is not a cursor key: it has " + key.length + " bytes, not " + CursorCodec.KEY_BYTES);
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the cursor key " + file, e);
        }
    }

    private static void make(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        byte[] key = new byte[CursorCodec.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, key, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException e) {
            // another process was first; its key is as good
        }
    }
}
