package io.holdfast.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pid files of one run directory: {@code NAME.pid}, one line each. */
public final class PidFiles {
    private static final String SUFFIX = ".pid";

    private PidFiles() {}

    /** Every readable one, by name; a torn or foreign file is skipped. */
    public static Map<String, ProcessIdentity> read(Path run) throws IOException {
        Map<String, ProcessIdentity> recorded = new HashMap<>();
        for (Path file : list(run)) {
            String name = file.getFileName().toString();
            try {
                recorded.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        ProcessIdentity.parse(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                // not one of ours: the command lines still show every orphan
            }
        }
        return recorded;
    }

    public static void delete(Path run) throws IOException {
        for (Path file : list(run)) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> list(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
    }
}
