package io.holdfast.standalone.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the log of a child from growing without bound. The child appends to the file by itself, so a full one is copied to
 * {@code NAME.log.1} and cut to nothing; a line written between the two is lost, nothing else.
 */
final class LogFile {
    static final long FULL_BYTES = 32L << 20;

    private LogFile() {}

    static void rotateWhenFull(Path log, long fullBytes) throws IOException {
        if (Files.exists(log) && Files.size(log) >= fullBytes) {
            Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }
}
