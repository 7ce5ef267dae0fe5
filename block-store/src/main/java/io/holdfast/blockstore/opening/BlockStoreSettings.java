package io.holdfast.blockstore.opening;

import io.holdfast.blockstore.hdfs.HdfsSettings;
import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.key.KmsSettings;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.s3.S3Settings;
import io.holdfast.blockstore.volumes.Redundancy;
import io.holdfast.core.config.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code blocks.*}: which store, and how its objects are encrypted. Every process that opens the store must have the same. */
public record BlockStoreSettings(Backend backend, KeySettings keys) {
    private static final String DIRECTORY = "blocks.dir";
    private static final String BACKEND = "blocks.backend";
    private static final String VOLUMES = "blocks.volumes";
    private static final String REDUNDANCY = "blocks.redundancy";
    private static final String PACK_BELOW = "blocks.pack-below-bytes";
    private static final String PACK_SIZE = "blocks.pack-size-bytes";
    private static final int MIN_PACK_BYTES = 16 << 20;
    private static final String KEYSTORE = "blocks.keystore";
    private static final String ENCRYPTION = "blocks.encryption";

    /** The default: files in this directory, encrypted. */
    public static BlockStoreSettings local(Path directory) {
        return new BlockStoreSettings(new Backend.Local(directory, PackSettings.OFF), KeySettings.beside(directory));
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException saying which setting is missing or wrong
     */
    public static BlockStoreSettings of(Settings settings) {
        Optional<Path> directory = path(settings, DIRECTORY);
        String backend = settings.text(BACKEND, "local");
        if (!backend.equals("s3") && settings.flag(S3Settings.DIRECT_UPLOAD, false)) {
            throw new IllegalArgumentException("the setting '" + S3Settings.DIRECT_UPLOAD + "' needs " + BACKEND
                    + "=s3: '" + backend + "' cannot check what clients send to it");
        }
        return new BlockStoreSettings(
                switch (backend) {
                    case "local" -> new Backend.Local(directory.orElseThrow(() -> missing(DIRECTORY)), packs(settings));
                    case "s3" -> new Backend.S3(S3Settings.of(settings), packs(settings));
                    case "hdfs" -> new Backend.Hdfs(HdfsSettings.of(settings), packs(settings));
                    case "volumes" -> volumes(settings);
                    default ->
                        throw new IllegalArgumentException("the setting '" + BACKEND
                                + "' is 'local', 'volumes', 's3' or 'hdfs', not '" + backend + "'");
                },
                new KeySettings(
                        path(settings, KEYSTORE)
                                .or(() -> directory.map(KeySettings::beside).map(KeySettings::keystore))
                                .orElseThrow(() -> missing(KEYSTORE)),
                        encryption(settings),
                        KmsSettings.of(settings)));
    }

    /** As {@link #of}; empty if nothing says where blocks are. */
    public static Optional<BlockStoreSettings> find(Settings settings) {
        boolean given = !settings.text(DIRECTORY, "").isEmpty()
                || !settings.text(BACKEND, "").isEmpty();
        return given ? Optional.of(of(settings)) : Optional.empty();
    }

    /** The same as keys and values, for another process. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        if (backend instanceof Backend.S3 s3) {
            values.put(BACKEND, "s3");
            values.putAll(s3.settings().values());
            values.putAll(values(s3.packs()));
        } else if (backend instanceof Backend.Hdfs hdfs) {
            values.put(BACKEND, "hdfs");
            values.putAll(hdfs.settings().values());
            values.putAll(values(hdfs.packs()));
        } else if (backend instanceof Backend.Volumes volumes) {
            values.put(BACKEND, "volumes");
            values.put(
                    VOLUMES, volumes.directories().stream().map(Path::toString).collect(Collectors.joining(",")));
            values.put(REDUNDANCY, volumes.redundancy().toString());
        } else {
            Backend.Local local = (Backend.Local) backend;
            values.put(BACKEND, "local");
            values.put(DIRECTORY, local.directory().toString());
            values.putAll(values(local.packs()));
        }
        values.put(KEYSTORE, keys.keystore().toString());
        values.put(ENCRYPTION, keys.encryption().name().toLowerCase(Locale.ROOT));
        values.putAll(keys.kms().values());
        return values;
    }

    private static Encryption encryption(Settings settings) {
        String word = settings.text(ENCRYPTION, "on");
        return switch (word) {
            case "on" -> Encryption.ON;
            case "off" -> Encryption.OFF;
            default ->
                throw new IllegalArgumentException(
                        "the setting '" + ENCRYPTION + "' is 'on' or 'off', not '" + word + "'");
        };
    }

    private static Map<String, String> values(PackSettings packs) {
        return Map.of(PACK_BELOW, Integer.toString(packs.belowBytes()), PACK_SIZE, Integer.toString(packs.packBytes()));
    }

    private static Backend volumes(Settings settings) {
        if (packs(settings).belowBytes() > 0) {
            throw new IllegalArgumentException("the setting '" + PACK_BELOW + "' is for 'local', 's3' and 'hdfs':"
                    + " over volumes every block lies in pieces of its own");
        }
        return new Backend.Volumes(
                Stream.of(settings.text(VOLUMES).split(","))
                        .map(text -> Path.of(text.strip()))
                        .toList(),
                Redundancy.parse(settings.text(REDUNDANCY)));
    }

    private static PackSettings packs(Settings settings) {
        int size = settings.number(PACK_SIZE, PackSettings.DEFAULT_PACK_BYTES);
        if (size < MIN_PACK_BYTES) {
            throw new IllegalArgumentException(
                    "the setting '" + PACK_SIZE + "' is at least " + MIN_PACK_BYTES + ", not " + size);
        }
        return new PackSettings(settings.number(PACK_BELOW, PackSettings.OFF.belowBytes()), size);
    }

    private static IllegalArgumentException missing(String key) {
        return new IllegalArgumentException("the setting '" + key + "' is missing");
    }

    private static Optional<Path> path(Settings settings, String key) {
        return Optional.of(settings.text(key, ""))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }
}
