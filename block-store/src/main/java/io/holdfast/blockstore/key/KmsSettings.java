package io.holdfast.blockstore.key;

import io.holdfast.core.config.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code blocks.kms.*}: the AWS KMS key that protects a keystore, and how it is reached.
 *
 * @param key its ARN, id or alias, for keystores that are made or rotated; empty if their master key is to be a file. A keystore that has
 *     one already names its own
 * @param region empty for the one in the key's ARN, or {@code us-east-1}
 * @param endpoint empty for Amazon's
 * @param login empty for what the environment, the profile or the machine's role gives
 */
public record KmsSettings(
        Optional<String> key, Optional<String> region, Optional<URI> endpoint, Optional<Login> login) {
    /** No key, and Amazon's service with what the machine gives for a keystore that needs one. */
    public static final KmsSettings NONE =
            new KmsSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String KEY = "blocks.kms.";
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:kms:([^:]+):.+");

    /** An access key and its secret. */
    public record Login(String accessKey, String secretKey) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[" + accessKey + ']';
        }
    }

    public KmsSettings {
        key.ifPresent(name -> {
            if (!name.matches("[A-Za-z0-9:/_-]{1,2048}")) {
                throw new IllegalArgumentException(
                        "blocks.kms.key is the ARN, id or alias of a KMS key, not '" + name + "'");
            }
        });
    }

    /** Reads {@code blocks.kms.key, region, endpoint, access-key, secret-key}. */
    public static KmsSettings of(Settings settings) {
        Optional<String> accessKey = text(settings, "access-key");
        Optional<String> secretKey = text(settings, "secret-key");
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException("blocks.kms.access-key and blocks.kms.secret-key go together");
        }
        return new KmsSettings(
                text(settings, "key"),
                text(settings, "region"),
                text(settings, "endpoint").map(URI::create),
                accessKey.map(name -> new Login(name, secretKey.orElseThrow())));
    }

    /** The same as keys and values, for another process. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        key.ifPresent(name -> values.put(KEY + "key", name));
        region.ifPresent(name -> values.put(KEY + "region", name));
        endpoint.ifPresent(uri -> values.put(KEY + "endpoint", uri.toString()));
        login.ifPresent(known -> {
            values.put(KEY + "access-key", known.accessKey());
            values.put(KEY + "secret-key", known.secretKey());
        });
        return values;
    }

    /** Where this key is asked for. */
    String regionOf(String name) {
        Matcher arn = ARN.matcher(name);
        return region.orElseGet(() -> arn.matches() ? arn.group(1) : "us-east-1");
    }

    private static Optional<String> text(Settings settings, String key) {
        return Optional.of(settings.text(KEY + key, "")).filter(value -> !value.isEmpty());
    }
}
