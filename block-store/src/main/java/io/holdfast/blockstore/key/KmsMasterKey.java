package io.holdfast.blockstore.key;

import io.holdfast.core.error.HoldfastException.Unavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.SecretKey;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.EncryptResponse;

/**
 * A master key that never leaves AWS KMS. Wrapped keys are bound to their keystore by the encryption context, which is also what the trail
 * of the service shows. Each act is a connection of its own: there are a few at a start and none after it.
 */
final class KmsMasterKey implements MasterKey {
    static final String KIND = "kms";

    private static final String CONTEXT = "holdfast-keystore";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(30);

    private final KmsSettings settings;
    private final String key;
    private final String keystore;

    private KmsMasterKey(KmsSettings settings, String key, String keystore) {
        this.settings = settings;
        this.key = key;
        this.keystore = keystore;
    }

    /**
     * The key of the settings, tried: what it wraps it also unwraps, and we may do both. An alias is replaced by what it stands for now, so
     * that pointing it elsewhere later harms nobody.
     *
     * @param keystore its id
     */
    static KmsMasterKey tried(KmsSettings settings, String keystore, SecureRandom random) {
        String named = settings.key().orElseThrow(() -> new IllegalArgumentException("blocks.kms.key is not set"));
        SecretKey trial = KeyWrap.fresh(random);
        EncryptResponse wrapped = new KmsMasterKey(settings, named, keystore).encrypt(trial);
        KmsMasterKey master = new KmsMasterKey(settings, wrapped.keyId(), keystore);
        if (!master.unwrap(wrapped.ciphertextBlob().asByteArray()).equals(trial)) {
            throw new Unavailable(master + " does not give back what it was given");
        }
        return master;
    }

    /** @param key what follows the kind in the keystore's reference */
    static KmsMasterKey open(KmsSettings settings, String key, String keystore) {
        return new KmsMasterKey(settings, key, keystore);
    }

    @Override
    public String reference() {
        return KIND + " " + key;
    }

    @Override
    public byte[] wrap(SecretKey wrapped) {
        return encrypt(wrapped).ciphertextBlob().asByteArray();
    }

    @Override
    public SecretKey unwrap(byte[] wrapped) {
        return KeyWrap.key(ask(
                        "unwrap",
                        kms -> kms.decrypt(request -> request.keyId(key)
                                .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                                .encryptionContext(context())))
                .plaintext()
                .asByteArray());
    }

    @Override
    public String toString() {
        return "the AWS KMS key " + key;
    }

    private EncryptResponse encrypt(SecretKey wrapped) {
        return ask(
                "wrap",
                kms -> kms.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromByteArray(wrapped.getEncoded()))
                        .encryptionContext(context())));
    }

    private Map<String, String> context() {
        return Map.of(CONTEXT, keystore);
    }

    private <T> T ask(String act, Function<KmsClient, T> request) {
        try (KmsClient kms = connect()) {
            return request.apply(kms);
        } catch (SdkException e) {
            throw new Unavailable(
                    this + " does not " + act + " the block keys of the keystore " + keystore + ", so no block can be"
                            + " read or stored; nothing was changed: " + e.getMessage(),
                    e);
        }
    }

    private KmsClient connect() {
        KmsClientBuilder builder = KmsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .region(Region.of(settings.regionOf(key)))
                .credentialsProvider(credentials())
                .overrideConfiguration(calls -> calls.retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return settings.login()
                .<AwsCredentialsProvider>map(login -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(login.accessKey(), login.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
