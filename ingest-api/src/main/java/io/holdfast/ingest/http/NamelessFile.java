package io.holdfast.ingest.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in the temporary directory that is gone when it is closed, or when its process is killed. */
final class NamelessFile {
    private NamelessFile() {}

    static FileChannel open() throws IOException {
        Path path = Files.createTempFile("holdfast-", "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }
}
