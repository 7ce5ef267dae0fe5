package io.holdfast.blockstore.hdfs;

import io.holdfast.core.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code blocks.hdfs.*}: which directory of which cluster, and who we are there.
 *
 * @param directory {@code hdfs://host:port/path}, or {@code hdfs://nameservice/path} if the configuration knows the name service
 * @param configuration the local directory with the cluster's {@code core-site.xml} and {@code hdfs-site.xml}; empty if it needs none
 * @param user empty for the user of the process
 * @param copies of each block, 1 to 512; of no effect where the directory has an erasure coding policy
 */
public record HdfsSettings(URI directory, Optional<Path> configuration, Optional<String> user, int copies) {
    private static final String KEY = "blocks.hdfs.";
    private static final int MOST_COPIES = 512;

    public HdfsSettings {
        if (!"hdfs".equals(directory.getScheme())
                || directory.getAuthority() == null
                || directory.getPath().length() < 2
                || directory.getPath().endsWith("/")) {
            throw new IllegalArgumentException(
                    "blocks.hdfs.directory is hdfs://host:port/path, not '" + directory + "'");
        }
        if (copies < 1 || copies > MOST_COPIES) {
            throw new IllegalArgumentException("blocks.hdfs.copies is 1 to " + MOST_COPIES + ", not " + copies);
        }
    }

    /** Reads {@code blocks.hdfs.directory, configuration, user, copies}. */
    public static HdfsSettings of(Settings settings) {
        return new HdfsSettings(
                URI.create(settings.text(KEY + "directory")),
                text(settings, "configuration").map(Path::of),
                text(settings, "user"),
                settings.number(KEY + "copies", 3));
    }

    /** The same as keys and values, for another process. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put(KEY + "directory", directory.toString());
        configuration.ifPresent(path -> values.put(KEY + "configuration", path.toString()));
        user.ifPresent(name -> values.put(KEY + "user", name));
        values.put(KEY + "copies", Integer.toString(copies));
        return values;
    }

    private static Optional<String> text(Settings settings, String key) {
        return Optional.of(settings.text(KEY + key, "")).filter(value -> !value.isEmpty());
    }
}
