package io.holdfast.blockstore.local;

import io.holdfast.blockstore.key.KeySettings;
import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.key.Keystore;
import io.holdfast.core.block.BlockBytes;
import io.holdfast.core.block.ObjectName;
import io.holdfast.core.error.HoldfastException.Unavailable;
import io.holdfast.core.fault.FailPoint;
import io.holdfast.testkit.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalBlockStoreKeysTest {
    private static final BlockBytes BYTES = Blocks.random(1, 10_000);
    private static final ObjectName OLD = Blocks.name(BYTES, 1);
    private static final ObjectName NEW = Blocks.name(BYTES, 2);

    @TempDir
    private Path data;

    private Path blocks;
    private Path keystore;

    @BeforeEach
    void begin() {
        blocks = data.resolve("blocks");
        keystore = data.resolve("keys/blocks.keystore");
    }

    @Test
    void aStoreThatWasMadeBeforeEncryptionStaysReadableAndEncryptsFromNowOn() throws IOException {
        try (LocalBlockStore before = open(Encryption.OFF)) {
            before.put(OLD, BYTES);
        }
        assertThat(Files.exists(keystore)).isFalse();
        try (LocalBlockStore now = LocalBlockStore.open(blocks)) {
            now.put(NEW, BYTES);
            assertThat(now.get(OLD).buffer()).isEqualTo(BYTES.buffer());
            assertThat(now.get(NEW).buffer()).isEqualTo(BYTES.buffer());
        }
        assertThat(format(OLD)).isEqualTo((byte) 1);
        assertThat(format(NEW)).as("encrypted by default").isEqualTo((byte) 2);
        assertThat(Files.readString(blocks.resolve("KEYS")))
                .isEqualTo(Keystore.open(keystore).mark().text());
    }

    @Test
    void aStartWithoutTheKeystoreIsRefusedAndTheRightOneOpensEverythingAgain() throws IOException {
        try (LocalBlockStore store = LocalBlockStore.open(blocks)) {
            store.put(OLD, BYTES);
        }
        Path away = data.resolve("away");
        Files.move(keystore.getParent(), away);
        assertThatThrownBy(() -> LocalBlockStore.open(blocks))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(keystore + " and is not there. Bring it back from a backup");
        assertThat(Files.exists(keystore)).as("no new one").isFalse();
        Files.move(away, keystore.getParent());
        try (LocalBlockStore store = LocalBlockStore.open(blocks)) {
            assertThat(store.get(OLD).buffer()).isEqualTo(BYTES.buffer());
        }
    }

    @Test
    void afterARotationAnOldCopyOfTheKeystoreIsRefused() throws IOException {
        LocalBlockStore.open(blocks).close();
        String old = Files.readString(keystore);
        Keystore.rotate(keystore, new SecureRandom());
        try (LocalBlockStore store = LocalBlockStore.open(blocks)) {
            store.put(NEW, BYTES);
        }
        Files.writeString(keystore, old);
        assertThatThrownBy(() -> LocalBlockStore.open(blocks))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("/keys/blocks");
    }

    private LocalBlockStore open(Encryption encryption) {
        return LocalBlockStore.open(
                blocks,
                new KeySettings(keystore, encryption),
                new VolumeOptions(new Reserve(0, 0), Duration.ofHours(1), FailPoint.NONE));
    }

    private byte format(ObjectName name) throws IOException {
        return Files.readAllBytes(Volume.open(blocks).file(name))[4];
    }
}
