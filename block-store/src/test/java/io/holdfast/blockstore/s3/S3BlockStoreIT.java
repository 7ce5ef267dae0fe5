package io.holdfast.blockstore.s3;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.network.MeddlingProxy;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.OutcomeUnknown;
import io.holdfast.core.error.HoldfastException.StorageFull;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.testkit.block.Blocks;
import io.holdfast.testkit.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What only S3 can do to us. */
class S3BlockStoreIT {
    private static final BlockBytes BYTES = Blocks.random(1, 10_000);
    private static final ObjectName NAME = Blocks.name(BYTES, 1);

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

    @ParameterizedTest
    @CsvSource({
        "412, conditional put (If-None-Match: *)",
        "400, refusal of a wrong x-amz-checksum-sha256",
    })
    void aStoreThatTakesWhatItShouldRefuseIsRefused(String refusal, String ability) throws IOException {
        UnaryOperator<String> yes = answer -> answer.replace("HTTP/1.1 " + refusal, "HTTP/1.1 200");
        try (MeddlingProxy careless = new MeddlingProxy(S3Server.shared().endpoint(), yes)) {
            assertThatThrownBy(() -> open(careless.endpoint()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("cannot hold blocks: the self-test '" + ability + "' failed");
        }
    }

    @Test
    void afterALostAnswerTheOutcomeIsUnknownAndARepeatSettlesIt() throws IOException {
        AtomicBoolean cut = new AtomicBoolean();
        UnaryOperator<String> answers = answer -> cut.get() ? "" : answer;
        try (MeddlingProxy network = new MeddlingProxy(S3Server.shared().endpoint(), answers);
                S3BlockStore store = open(network.endpoint())) {
            cut.set(true);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
            cut.set(false);
            assertThat(store.put(NAME, BYTES).storedBytes()).isEqualTo(bucket.read(NAME).length);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void aServerErrorIsNoWordThatNothingWasStored() throws IOException {
        AtomicBoolean failing = new AtomicBoolean();
        UnaryOperator<String> answers =
                answer -> failing.get() ? answer.replaceFirst("HTTP/1.1 \\d+", "HTTP/1.1 500") : answer;
        try (MeddlingProxy broken = new MeddlingProxy(S3Server.shared().endpoint(), answers);
                S3BlockStore store = open(broken.endpoint())) {
            failing.set(true);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(OutcomeUnknown.class);
            assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Unavailable.class);
            failing.set(false);
            store.put(NAME, BYTES);
        }
    }

    @Test
    void aFullStoreIsFullUntilItHasRoomAgain() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        UnaryOperator<String> answers =
                answer -> full.get() ? answer.replaceFirst("HTTP/1.1 \\d+", "HTTP/1.1 507") : answer;
        try (MeddlingProxy small = new MeddlingProxy(S3Server.shared().endpoint(), answers);
                S3BlockStore store = open(small.endpoint())) {
            full.set(true);
            assertThatThrownBy(() -> store.put(NAME, BYTES)).isInstanceOf(StorageFull.class);
            full.set(false);
            store.put(NAME, BYTES);
        }
    }

    @Test
    void damageOnTheWayIsReadAgainAndDamageOnTheStoreIsTold() throws IOException {
        AtomicInteger damages = new AtomicInteger();
        UnaryOperator<String> answers = answer -> answer.contains("\u0089HFB") && damages.getAndDecrement() > 0
                ? answer.replace("\u0089HFB", "\u0089HFX")
                : answer;
        try (MeddlingProxy noisy = new MeddlingProxy(S3Server.shared().endpoint(), answers);
                S3BlockStore store = open(noisy.endpoint())) {
            store.put(NAME, BYTES);
            damages.set(1);
            assertThat(store.get(NAME).buffer()).isEqualTo(BYTES.buffer());
            assertThat(damages).as("it was damaged").hasValueLessThanOrEqualTo(0);
            damages.set(2);
            assertThatThrownBy(() -> store.get(NAME)).hasMessageContaining("does not begin as a stored block");
        }
    }

    @Test
    void aMissingBucketIsNotAMissingBlock() {
        try (S3BlockStore store = bucket.open();
                S3ObjectReaper reaper = S3ObjectReaper.open(bucket.settings())) {
            store.put(NAME, BYTES);
            bucket.wipe();
            assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> store.contains(NAME)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(store::list).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reaper.delete(NAME)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(bucket::open).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void wrongSecretsAndWrongPlacesAreRefusedAtTheStart() {
        assertThatThrownBy(() -> S3BlockStore.open(bucket.at(S3Server.shared().endpoint(), "wrong"), bucket.keys()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Status Code: 403");
        assertThatThrownBy(() -> S3BlockStore.open(
                        bucket.at(URI.create("http://127.0.0.1:1"), S3Server.SECRET_KEY), bucket.keys()))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void aStoreOfALaterVersionOrOfOtherKeysIsRefused() {
        bucket.open().close();
        KeySettings others = new KeySettings(data.resolve("other/blocks.keystore"), Encryption.ON);
        assertThatThrownBy(() -> S3BlockStore.open(bucket.settings(), others))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("and is not there. Bring it back");
        bucket.write("FORMAT", "holdfast blocks 3\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(bucket::open).hasMessageContaining("FORMAT says 'holdfast blocks 3'");
    }

    @Test
    void strangersAreNotListed() {
        try (S3BlockStore store = bucket.open()) {
            store.put(NAME, BYTES);
            bucket.write("objects/notes.txt", new byte[3]);
            bucket.write("notes.txt", new byte[3]);
            try (var listed = store.list()) {
                assertThat(listed).hasSize(1);
            }
        }
    }

    private S3BlockStore open(URI endpoint) {
        return S3BlockStore.open(bucket.at(endpoint, S3Server.SECRET_KEY), bucket.keys());
    }
}
