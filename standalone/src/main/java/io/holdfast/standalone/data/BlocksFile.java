package io.holdfast.standalone.data;

import io.holdfast.standalone.terminal.ExitCode;
import io.holdfast.standalone.terminal.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** {@code blocks.properties} in the data directory: where blocks lie if not in {@code blocks/}. Written by the operator, and not there by default. */
public final class BlocksFile {
    private static final String PREFIX = "blocks.";

    private BlocksFile() {}

    /**
     * Its keys and values; none without the file.
     *
     * @throws Refusal if it has a key that is not about blocks
     */
    public static Map<String, String> read(DataDirectory data) throws IOException {
        Path file = data.root().resolve("blocks.properties");
        Map<String, String> settings = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            for (String key : properties.stringPropertyNames()) {
                if (!key.startsWith(PREFIX)) {
                    throw new Refusal(
                            ExitCode.CANNOT_START,
                            file + " has the key '" + key + "'; only keys of blocks.* belong there");
                }
                settings.put(key, properties.getProperty(key));
            }
        }
        return settings;
    }
}
