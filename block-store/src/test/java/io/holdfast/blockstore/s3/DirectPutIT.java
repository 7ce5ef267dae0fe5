package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.network.MeddlingProxy;
import io.holdfast.blockstore.s3.S3Settings.Addressing;
import io.holdfast.blockstore.s3.S3Settings.DirectUpload;
import io.holdfast.blockstore.s3.S3Settings.Login;
import io.holdfast.core.block.Arrival;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.DirectPut;
import io.holdfast.core.block.DirectStore;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Corrupt;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.s3.S3Server;
import io.holdfast.testkit.s3versions.VersionedS3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clients that put blocks into the bucket themselves, with a request that we signed. */
class DirectPutIT {
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final BlockBytes BYTES = Blocks.random(1, 10_000);
    private static final BlockBytes OTHERS = Blocks.random(2, 10_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);
    private static final String CHECKSUM = "x-amz-checksum-sha256";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    private TestBucket bucket;

    @BeforeEach
    void begin() {
        bucket = new TestBucket(data);
    }

    @AfterEach
    void end() {
        bucket.close();
    }

    @Test
    void aBareObjectIsReadListedKeptAndDeletedAsAFrameIs() {
        try (S3BlockStore store = open()) {
            assertThat(look(store, NAME)).isEqualTo(new Arrival.Absent());
            DirectPut offer = offer(store, NAME);
            assertThat(put(offer, BYTES)).isEqualTo(200);
            assertThat(look(store, NAME)).isEqualTo(new Arrival.Whole(Location.single(NAME, 10_000)));
            assertThat(bucket.read(NAME)).isEqualTo(array(BYTES));
            assertThat(store.put(NAME, BYTES).storedBytes()).isEqualTo(10_000);
            assertThat(bucket.read(NAME)).as("never replaced").isEqualTo(array(BYTES));
        }
        try (S3BlockStore later = bucket.open();
                S3ObjectReaper reaper = S3ObjectReaper.open(bucket.settings())) {
            assertThat(later.direct()).as("switched off again").isEmpty();
            assertThat(later.get(NAME).buffer()).isEqualTo(BYTES.buffer());
            try (var listed = later.list()) {
                assertThat(listed.map(object -> object.location())).containsExactly(Location.single(NAME, 10_000));
            }
            assertThat(reaper.delete(NAME)).isTrue();
            assertThat(later.contains(NAME)).isFalse();
        }
    }

    @Test
    void damageToABareObjectIsFound() {
        try (S3BlockStore store = open()) {
            put(offer(store, NAME), BYTES);
            byte[] damaged = bucket.read(NAME);
            damaged[5_000] ^= 1;
            bucket.write("objects/" + NAME, damaged);
            assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Corrupt.class);
            assertThat(look(store, NAME)).isInstanceOf(Arrival.Wrong.class);
            bucket.write("objects/" + NAME, new byte[9_999]);
            assertThat(look(store, NAME)).isInstanceOf(Arrival.Wrong.class);
        }
    }

    @Test
    void aBlockThatLooksLikeAFrameIsABlock() {
        try (S3BlockStore store = open()) {
            store.put(NAME, BYTES);
            BlockBytes frame = BlockBytes.wrap(bucket.read(NAME));
            ObjectName name = Blocks.name(frame, 2);
            assertThat(put(offer(store, name, frame.sizeBytes()), frame)).isEqualTo(200);
            assertThat(store.get(name).buffer()).isEqualTo(frame.buffer());
        }
    }

    @Test
    void theStoreRefusesWhateverWasNotSigned() {
        try (S3BlockStore store = open()) {
            DirectPut offer = offer(store, NAME);
            String forged = String.valueOf(
                    offer(store, Blocks.name(OTHERS, 1)).headers().get(CHECKSUM));
            assertThat(put(offer, OTHERS)).isBetween(400, 499);
            assertThat(put(with(offer, CHECKSUM, forged), OTHERS)).isEqualTo(403);
            assertThat(put(without(offer, CHECKSUM), OTHERS)).isEqualTo(403);
            assertThat(put(offer, Blocks.random(1, 9_999))).isBetween(400, 499);
            assertThat(store.contains(NAME)).isFalse();
            assertThat(put(offer, BYTES)).isEqualTo(200);
            assertThat(put(offer, BYTES)).as("a second time").isEqualTo(412);
            assertThat(put(without(offer, "if-none-match"), BYTES)).isEqualTo(403);
        }
    }

    @Test
    void whoComesTooLateIsRefused() {
        try (S3BlockStore store = open()) {
            DirectPut offer = store.direct().orElseThrow().offer(NAME, BYTES.sizeBytes(), Duration.ofSeconds(1));
            int status = put(offer, OTHERS);
            while (status == 400) { // the wrong bytes, until it is too late for any
                status = put(offer, OTHERS);
            }
            assertThat(status).isEqualTo(403);
            assertThat(put(offer, BYTES)).isEqualTo(403);
            assertThat(store.contains(NAME)).isFalse();
        }
    }

    @Test
    void anOfferIsASecretAndSaysWhatTheBucketIsToEncryptWith() {
        S3Settings settings = settings(
                S3Server.shared().endpoint(),
                Optional.of(new ServerEncryption("aws:kms", Optional.of("alias/holdfast"))));
        try (S3Client client = S3Access.connect(settings);
                DirectPuts puts = puts(client, settings)) {
            DirectPut offer = puts.offer(NAME, BYTES.sizeBytes(), VALIDITY);
            assertThat(offer.headers())
                    .containsEntry("x-amz-server-side-encryption", "aws:kms")
                    .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "alias/holdfast")
                    .containsEntry("if-none-match", "*")
                    .containsEntry("content-length", "10000")
                    .containsKey(CHECKSUM);
            assertThat(offer.url().getQuery()).contains("x-amz-server-side-encryption;", "content-length;", CHECKSUM);
            assertThat(offer.toString()).doesNotContain("Signature", "objects");
        }
    }

    @Test
    void aStoreThatTellsNoChecksumIsReadInstead() throws IOException {
        UnaryOperator<String> silent = answer ->
                answer.startsWith("HTTP/1.1 200") ? answer.replaceAll("(?i)\r\nx-amz-checksum-[^\r]*", "") : answer;
        try (MeddlingProxy proxy = new MeddlingProxy(S3Server.shared().endpoint(), silent);
                S3BlockStore store = open(proxy.endpoint())) {
            put(offer(store, NAME), BYTES);
            assertThat(look(store, NAME)).isEqualTo(new Arrival.Whole(Location.single(NAME, 10_000)));
            bucket.write("objects/" + NAME, array(OTHERS));
            assertThat(look(store, NAME)).isInstanceOf(Arrival.Wrong.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 1, refusal of bytes with another SHA-256",
        "403, 0, refusal of another x-amz-checksum-sha256",
        "412, 1, refusal of a second put (If-None-Match: *)",
    })
    void aStoreThatTakesWhatWasNotSignedIsRefused(String refusal, int before, String ability) throws IOException {
        AtomicInteger honest = new AtomicInteger(before); // what the other self-test needs
        UnaryOperator<String> careless =
                answer -> answer.startsWith("HTTP/1.1 " + refusal) && honest.getAndDecrement() <= 0
                        ? answer.replace("HTTP/1.1 " + refusal, "HTTP/1.1 200")
                        : answer;
        try (MeddlingProxy proxy = new MeddlingProxy(S3Server.shared().endpoint(), careless)) {
            assertRefused(open(proxy.endpoint()))
                    .hasMessageContaining("the self-test of presigned puts '" + ability + "' failed");
        }
    }

    @Test
    void aStoreThatChecksNoSignaturesIsRefused() {
        S3Settings settings = settings(VersionedS3Server.shared().endpoint(), Optional.empty());
        try (S3Client client = S3Access.connect(settings)) {
            client.createBucket(create -> create.bucket(settings.bucket()));
        }
        KeySettings keys = new KeySettings(data.resolve("direct.keystore"), Encryption.ON);
        assertRefused(S3BlockStore.open(settings, keys)).hasMessageContaining("cannot take blocks from clients");
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(S3BlockStore opened) {
        try (opened) {
            return assertThatThrownBy(opened::direct).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void everyObjectIsEncryptedAsTheSettingsSay() {
        S3Settings settings = settings(
                VersionedS3Server.shared().endpoint(), Optional.of(new ServerEncryption("AES256", Optional.empty())));
        try (S3Client client = S3Access.connect(settings)) {
            client.createBucket(create -> create.bucket(settings.bucket()));
            KeySettings keys = new KeySettings(data.resolve("encrypted.keystore"), Encryption.ON);
            try (S3BlockStore store = S3BlockStore.open(settings, keys)) {
                store.put(NAME, BYTES);
            }
            assertThat(client.headObject(head -> head.bucket(settings.bucket()).key("tests/objects/" + NAME))
                            .serverSideEncryptionAsString())
                    .isEqualTo("AES256");
        }
    }

    @Test
    void aMissingBucketIsNoMissingBlock() {
        try (S3BlockStore store = open()) {
            bucket.wipe();
            assertThatThrownBy(() -> look(store, NAME)).isInstanceOf(Unavailable.class);
        }
    }

    private S3BlockStore open() {
        return open(S3Server.shared().endpoint());
    }

    private S3BlockStore open(URI endpoint) {
        return S3BlockStore.open(settings(endpoint, Optional.empty()), bucket.keys());
    }

    private S3Settings settings(URI endpoint, Optional<ServerEncryption> encryption) {
        return new S3Settings(
                Optional.of(endpoint),
                "us-east-1",
                bucket.settings().bucket(),
                "tests/",
                Addressing.PATH,
                Optional.of(new Login(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)),
                encryption,
                DirectUpload.ON);
    }

    private static DirectPuts puts(S3Client client, S3Settings settings) {
        Bucket raw = new Bucket(client, settings);
        return new DirectPuts(raw, new Layout(raw), S3Access.presigner(settings));
    }

    private static DirectPut offer(S3BlockStore store, ObjectName name) {
        return offer(store, name, BYTES.sizeBytes());
    }

    private static DirectPut offer(S3BlockStore store, ObjectName name, int size) {
        DirectStore direct = store.direct().orElseThrow();
        return direct.offer(name, size, VALIDITY);
    }

    private static Arrival look(S3BlockStore store, ObjectName name) {
        return store.direct().orElseThrow().look(name, BYTES.sizeBytes());
    }

    private static DirectPut with(DirectPut offer, String header, String value) {
        Map<String, String> headers = new HashMap<>(offer.headers());
        headers.put(header, value);
        return new DirectPut(offer.url(), headers);
    }

    private static DirectPut without(DirectPut offer, String header) {
        Map<String, String> headers = new HashMap<>(offer.headers());
        headers.remove(header);
        return new DirectPut(offer.url(), headers);
    }

    /** As a client sends it, which writes the length itself. */
    private static int put(DirectPut offer, BlockBytes bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(offer.url()).PUT(BodyPublishers.ofByteArray(array(bytes)));
        without(offer, "content-length").headers().forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] array(BlockBytes bytes) {
        ByteBuffer buffer = bytes.buffer();
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
