package io.holdfast.standalone.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the whole lines that are appended to a log; starts anew when the log is cut. */
public final class LogFollower {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path log;
    private long position;

    private LogFollower(Path log, long position) {
        this.log = log;
        this.position = position;
    }

    /** From what is appended after this call; the file need not exist yet. */
    public static LogFollower fromEnd(Path log) throws IOException {
        return new LogFollower(log, Files.exists(log) ? Files.size(log) : 0);
    }

    /** The lines since the last call; a line that has no end yet comes later. */
    public List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(log)) {
            return lines;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() < position) {
                position = 0;
            }
            file.seek(position);
            byte[] bytes = new byte[(int) Math.min(CHUNK_BYTES, file.length() - position)];
            file.readFully(bytes);
            int begin = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            position += begin;
        }
        return lines;
    }
}
