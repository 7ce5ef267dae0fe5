package io.holdfast.blockstore.s3;

import io.holdfast.core.config.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * {@code blocks.s3.sse*}: what every put asks of the bucket, ours and those that clients were offered. Our frames are encrypted anyway; for a
 * bare object it is the only encryption at rest.
 *
 * @param algorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param kmsKey empty for the key that the account has for S3
 */
public record ServerEncryption(String algorithm, Optional<String> kmsKey) {
    private static final String ALGORITHM = "blocks.s3.sse";
    private static final String KMS_KEY = "blocks.s3.sse-kms-key";

    public ServerEncryption {
        ServerSideEncryption known = ServerSideEncryption.fromValue(algorithm);
        boolean kms = known == ServerSideEncryption.AWS_KMS || known == ServerSideEncryption.AWS_KMS_DSSE;
        if (!kms && known != ServerSideEncryption.AES256) {
            throw new IllegalArgumentException("the setting '" + ALGORITHM
                    + "' is 'AES256', 'aws:kms' or 'aws:kms:dsse', not '" + algorithm + "'");
        }
        if (kmsKey.isPresent() && !kms) {
            throw new IllegalArgumentException("the setting '" + KMS_KEY + "' needs " + ALGORITHM + "=aws:kms");
        }
    }

    /** Empty if the bucket alone decides. */
    static Optional<ServerEncryption> of(Settings settings) {
        Optional<String> key = Optional.of(settings.text(KMS_KEY, "")).filter(text -> !text.isEmpty());
        String algorithm = settings.text(ALGORITHM, "");
        if (algorithm.isEmpty() && key.isPresent()) {
            throw new IllegalArgumentException("the setting '" + KMS_KEY + "' needs " + ALGORITHM + "=aws:kms");
        }
        return algorithm.isEmpty() ? Optional.empty() : Optional.of(new ServerEncryption(algorithm, key));
    }

    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(Map.of(ALGORITHM, algorithm));
        kmsKey.ifPresent(key -> values.put(KMS_KEY, key));
        return values;
    }

    void demand(PutObjectRequest.Builder request) {
        request.serverSideEncryption(algorithm);
        kmsKey.ifPresent(request::ssekmsKeyId);
    }
}
