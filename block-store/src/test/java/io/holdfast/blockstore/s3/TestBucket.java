package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.pack.PackSettings;
import io.holdfast.blockstore.s3.S3Settings.Addressing;
import io.holdfast.blockstore.s3.S3Settings.Login;
import io.holdfast.core.block.ObjectName;
import io.holdfast.testkit.s3.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket on the real server, and a client of its own that reaches behind the store. */
final class TestBucket implements AutoCloseable {
    private final String bucket = S3Server.shared().createBucket();
    private final S3Client client = S3Access.connect(settings());
    private final KeySettings keys;

    TestBucket(Path data) {
        this.keys = new KeySettings(data.resolve("blocks.keystore"), Encryption.ON);
    }

    S3Settings settings() {
        return at(S3Server.shared().endpoint(), S3Server.SECRET_KEY);
    }

    S3Settings at(URI endpoint, String secret) {
        return new S3Settings(
                Optional.of(endpoint),
                "us-east-1",
                bucket,
                "tests/",
                Addressing.PATH,
                Optional.of(new Login(S3Server.ACCESS_KEY, secret)));
    }

    KeySettings keys() {
        return keys;
    }

    S3BlockStore open() {
        return S3BlockStore.open(settings(), keys);
    }

    S3BlockStore open(PackSettings packs) {
        return S3BlockStore.open(settings(), keys, packs);
    }

    byte[] read(ObjectName name) {
        return read(Layout.key(name));
    }

    byte[] read(String key) {
        return client.getObjectAsBytes(get -> get.bucket(bucket).key("tests/" + key))
                .asByteArray();
    }

    void write(String key, byte[] bytes) {
        client.putObject(put -> put.bucket(bucket).key("tests/" + key), RequestBody.fromBytes(bytes));
    }

    void wipe() {
        S3Server.shared().wipe(bucket);
    }

    @Override
    public void close() {
        client.close();
    }
}
