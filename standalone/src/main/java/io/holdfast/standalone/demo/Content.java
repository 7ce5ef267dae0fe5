package io.holdfast.standalone.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Bytes that can be read as often as needed, from any place on. */
sealed interface Content {
    long sizeBytes();

    InputStream openAt(long offset) throws IOException;

    /** Whether the bytes are still those that they were when this was made; a file may be written to meanwhile. */
    boolean unchanged() throws IOException;

    /** A file as it was when it was found. */
    record OfFile(Path path, long sizeBytes, FileTime modified) implements Content {
        @Override
        public boolean unchanged() throws IOException {
            return Files.exists(path)
                    && Files.size(path) == sizeBytes
                    && Files.getLastModifiedTime(path).equals(modified);
        }

        @Override
        public InputStream openAt(long offset) throws IOException {
            InputStream in = Files.newInputStream(path);
            try {
                in.skipNBytes(offset);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }

    /** Other content with some bytes inserted. */
    record Edited(Content original, long insertAt, byte[] inserted) implements Content {
        @Override
        public long sizeBytes() {
            return original.sizeBytes() + inserted.length;
        }

        @Override
        public boolean unchanged() throws IOException {
            return original.unchanged();
        }

        @Override
        public InputStream openAt(long offset) throws IOException {
            long behind = insertAt + inserted.length;
            if (offset >= behind) {
                return original.openAt(offset - inserted.length);
            }
            int from = (int) Math.max(0, offset - insertAt);
            InputStream rest = new SequenceInputStream(
                    new ByteArrayInputStream(inserted, from, inserted.length - from), original.openAt(insertAt));
            return offset >= insertAt
                    ? rest
                    : new SequenceInputStream(new Bounded(original.openAt(offset), insertAt - offset), rest);
        }
    }
}
