package io.holdfast.ingest.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The properties file that the launcher writes. The keys of our own prefixes are checked by their records. */
public record ConfigFile(Path path) {
    private static final Set<String> SERVER_KEYS = Set.of("server.port", "server.address");
    private static final List<String> PREFIXES = List.of(
            "database.",
            "blocks.",
            "kafka.",
            "ingest.",
            "push.",
            "retention.",
            "dashboards.",
            "limits.",
            "proxies.",
            "audit.",
            "logging.level.");

    /** @throws IllegalArgumentException unless the arguments are {@code --config FILE} */
    public static ConfigFile of(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new IllegalArgumentException("usage: IngestApi --config FILE");
        }
        return new ConfigFile(Path.of(arguments[1]).toAbsolutePath());
    }

    /** As Spring wants it. */
    public String location() {
        return path.toUri().toString();
    }

    /** @throws IllegalArgumentException naming every key that this process does not have */
    public void refuseUnknown() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the settings file " + path, e);
        }
        List<String> unknown = properties.stringPropertyNames().stream()
                .filter(key -> !SERVER_KEYS.contains(key) && PREFIXES.stream().noneMatch(key::startsWith))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown settings in " + path + ": " + String.join(", ", unknown));
        }
    }
}
