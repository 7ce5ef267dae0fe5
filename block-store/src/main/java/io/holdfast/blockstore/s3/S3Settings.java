package io.holdfast.blockstore.s3;

import io.holdfast.core.config.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code blocks.s3.*}: where the bucket is and who we are there.
 *
 * @param endpoint empty for Amazon's
 * @param prefix of every key; empty, or ends with a slash
 * @param login empty for what the environment, the profile or the machine's role gives
 * @param encryption what the bucket is told to do with every object; empty if it decides itself
 * @param direct whether clients may be sent to the bucket
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        String prefix,
        Addressing addressing,
        Optional<Login> login,
        Optional<ServerEncryption> encryption,
        DirectUpload direct) {
    /** Only a bucket can be switched on for it. */
    public static final String DIRECT_UPLOAD = "blocks.s3.direct-upload";

    private static final String KEY = "blocks.s3.";

    /** Where the name of the bucket stands in the URL. */
    public enum Addressing {
        HOST,
        PATH
    }

    /** Whether clients may send blocks to the bucket themselves. */
    public enum DirectUpload {
        OFF,
        ON
    }

    /** An access key and its secret. */
    public record Login(String accessKey, String secretKey) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[" + accessKey + ']';
        }
    }

    public S3Settings {
        if (bucket.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException("blocks.s3.bucket and blocks.s3.region must not be empty");
        }
        if (prefix.startsWith("/") || !(prefix.isEmpty() || prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "blocks.s3.prefix is empty or ends with a slash and does not begin with one, unlike '" + prefix
                            + "'");
        }
    }

    /** Without direct upload, and encrypted as the bucket itself says. */
    public S3Settings(
            Optional<URI> endpoint,
            String region,
            String bucket,
            String prefix,
            Addressing addressing,
            Optional<Login> login) {
        this(endpoint, region, bucket, prefix, addressing, login, Optional.empty(), DirectUpload.OFF);
    }

    /** Reads {@code blocks.s3.endpoint, region, bucket, prefix, addressing, access-key, secret-key, sse, sse-kms-key, direct-upload}. */
    public static S3Settings of(Settings settings) {
        Optional<URI> endpoint = text(settings, "endpoint").map(URI::create);
        String addressing = settings.text(KEY + "addressing", endpoint.isPresent() ? "path" : "host");
        Optional<String> accessKey = text(settings, "access-key");
        Optional<String> secretKey = text(settings, "secret-key");
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException("blocks.s3.access-key and blocks.s3.secret-key go together");
        }
        return new S3Settings(
                endpoint,
                settings.text(KEY + "region", "us-east-1"),
                settings.text(KEY + "bucket"),
                settings.text(KEY + "prefix", "holdfast/"),
                switch (addressing) {
                    case "host" -> Addressing.HOST;
                    case "path" -> Addressing.PATH;
                    default ->
                        throw new IllegalArgumentException(
                                "blocks.s3.addressing is 'path' or 'host', not '" + addressing + "'");
                },
                accessKey.map(key -> new Login(key, secretKey.orElseThrow())),
                ServerEncryption.of(settings),
                settings.flag(DIRECT_UPLOAD, false) ? DirectUpload.ON : DirectUpload.OFF);
    }

    /** The same as keys and values, for another process. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        endpoint.ifPresent(uri -> values.put(KEY + "endpoint", uri.toString()));
        values.put(KEY + "region", region);
        values.put(KEY + "bucket", bucket);
        values.put(KEY + "prefix", prefix);
        values.put(KEY + "addressing", addressing == Addressing.PATH ? "path" : "host");
        login.ifPresent(known -> {
            values.put(KEY + "access-key", known.accessKey());
            values.put(KEY + "secret-key", known.secretKey());
        });
        encryption.map(ServerEncryption::values).ifPresent(values::putAll);
        values.put(DIRECT_UPLOAD, Boolean.toString(direct == DirectUpload.ON));
        return values;
    }

    private static Optional<String> text(Settings settings, String key) {
        return Optional.of(settings.text(KEY + key, "")).filter(value -> !value.isEmpty());
    }
}
