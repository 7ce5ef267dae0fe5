package io.holdfast.blockstore.key;

import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.core.error.HoldfastException.Conflict;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeystoreTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path data;

    private Path file;

    @BeforeEach
    void begin() {
        file = data.resolve("keys/blocks.keystore");
    }

    @Test
    void isMadeOnceAndForItsOwnerOnly() throws IOException {
        Keystore first = Keystore.openOrMake(file, random);
        byte[] before = Files.readAllBytes(file);
        Keystore second = Keystore.openOrMake(file, random);
        assertThat(second.mark()).isEqualTo(first.mark());
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        for (Path each : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .as(each.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(files()).hasSize(2);
    }

    @Test
    void manyProcessesThatMakeItUseTheSameKeys() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<KeyMark>> all = Stream.generate(() -> (Callable<KeyMark>)
                            () -> Keystore.openOrMake(file, random).mark())
                    .limit(32)
                    .toList();
            List<Future<KeyMark>> marks = threads.invokeAll(all);
            KeyMark first = marks.get(0).get();
            for (Future<KeyMark> mark : marks) {
                assertThat(mark.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).hasSize(2);
    }

    @Test
    void rotationAddsAKeyWrapsAllAnewAndKeepsTheOldReadable() throws Exception {
        Keystore before = Keystore.openOrMake(file, random);
        BlockKey old = before.sealing().orElseThrow();
        SecretKey dataKey = BlockKey.freshDataKey(random);
        byte[] wrapped = old.wrap(dataKey);
        String text = Files.readString(file);

        Keystore.rotate(file, random);

        Keystore after = Keystore.open(file);
        assertThat(after.mark()).isEqualTo(new KeyMark(before.mark().keystore(), 2));
        assertThat(after.sealing().orElseThrow().number()).isEqualTo(2);
        assertThat(after.find(1).unwrap(wrapped)).isEqualTo(dataKey);
        assertThatThrownBy(() -> after.find(2).unwrap(wrapped)).isInstanceOf(InvalidKeyException.class);
        assertThat(text.lines().filter(line -> line.startsWith("key 1")))
                .as("wrapped anew")
                .doesNotContainAnyElementsOf(Files.readAllLines(file));
        assertThat(files()).as("the keystore, its lock, its master key").hasSize(3);

        assertThat(before.sealing().orElseThrow().number())
                .as("until its next start")
                .isEqualTo(1);
        assertThat(before.find(2).number()).as("but it can read").isEqualTo(2);
    }

    @Test
    void rotationsAtTheSameTimeLoseNoKeyAndNobodyWhoReadsMeanwhileFails() throws Exception {
        Keystore.openOrMake(file, random);
        SecretKey dataKey = BlockKey.freshDataKey(random);
        Map<byte[], Integer> wrapped = new ConcurrentHashMap<>();
        AtomicInteger rotated = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> rotations = List.of(rotations(threads, rotated), rotations(threads, rotated));
            Future<?> reader = threads.submit(() -> {
                while (!rotations.stream().allMatch(Future::isDone)) {
                    BlockKey sealing = Keystore.open(file).sealing().orElseThrow();
                    wrapped.put(sealing.wrap(dataKey), sealing.number());
                }
            });
            for (Future<?> rotation : rotations) {
                rotation.get();
            }
            reader.get();
        } finally {
            threads.shutdownNow();
        }
        Keystore keys = Keystore.open(file);
        assertThat(keys.mark().highestKey()).isEqualTo(1 + rotated.get());
        for (Map.Entry<byte[], Integer> used : wrapped.entrySet()) {
            assertThat(keys.find(used.getValue()).unwrap(used.getKey())).isEqualTo(dataKey);
        }
        assertThat(files()).hasSize(3);
    }

    private Future<?> rotations(ExecutorService threads, AtomicInteger rotated) {
        return threads.submit(() -> {
            for (int n = 0; n < 50; n++) {
                try {
                    Keystore.rotate(file, random);
                    rotated.incrementAndGet();
                } catch (Conflict e) {
                    assertThat(e).hasMessageContaining("is being replaced by somebody else");
                }
            }
        });
    }

    @Test
    void aStoreWhoseKeystoreIsGoneIsNotOpenedAndGetsNoOther() {
        KeySettings settings = new KeySettings(file, Encryption.ON);
        Optional<KeyMark> mark = settings.open(Optional.empty(), random).mark();
        for (Encryption encryption : Encryption.values()) {
            Path elsewhere = data.resolve("empty/blocks.keystore");
            assertThatThrownBy(() -> new KeySettings(elsewhere, encryption).open(mark, random))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("which should be " + elsewhere + " and is not there. Bring it back");
            assertThat(Files.exists(elsewhere)).isFalse();
        }
    }

    @Test
    void aStoreIsNotOpenedWithAnotherOrAnOldKeystore() throws IOException {
        KeySettings settings = new KeySettings(file, Encryption.ON);
        KeyMark mark = settings.open(Optional.empty(), random).mark().orElseThrow();
        Path other = data.resolve("other/blocks.keystore");
        Keystore.openOrMake(other, random);
        assertThatThrownBy(() -> new KeySettings(other, Encryption.ON).open(Optional.of(mark), random))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Bring the right one back");
        KeyMark later = new KeyMark(mark.keystore(), 2);
        assertThatThrownBy(() -> settings.open(Optional.of(later), random))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("it is an old copy");
    }

    @Test
    void withoutEncryptionNoKeystoreIsMadeAndAnOldOneOpensOldObjects() {
        KeySettings off = new KeySettings(file, Encryption.OFF);
        assertThat(off.open(Optional.empty(), random).ring()).isSameAs(KeyRing.NONE);
        assertThat(Files.exists(file)).isFalse();
        Keystore keys = Keystore.openOrMake(file, random);
        KeySettings.Opened opened = off.open(Optional.of(keys.mark()), random);
        assertThat(opened.ring().sealing()).isEmpty();
        assertThat(opened.ring().find(1).number()).isEqualTo(1);
    }

    @Test
    void aDamagedFileIsRefusedAndNamed() throws IOException {
        Keystore.openOrMake(file, random);
        String text = Files.readString(file);
        for (String damaged : List.of(
                "",
                text.substring(0, text.length() - 1),
                text.replace("end\n", ""),
                text.replace("key 1 ", "key 2 "),
                text.replace("key 1 ", "key x "),
                text.replace("id ", "id 0"),
                text.replace("master file ", "master file ../"),
                text.replace("master file ", "master aws-kms "))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> Keystore.open(file))
                    .as(damaged)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining(file.toString());
        }
        Files.writeString(file, flipped(text, text.indexOf("key 1 ") + 20));
        assertThatThrownBy(() -> Keystore.open(file)).hasMessageContaining("is not the one that wrapped");
    }

    @Test
    void aMissingMasterKeyIsNamed() throws IOException {
        Keystore.openOrMake(file, random);
        Path master = files().stream()
                .filter(each -> each.toString().endsWith(".master"))
                .findFirst()
                .orElseThrow();
        Files.delete(master);
        assertThatThrownBy(() -> Keystore.openOrMake(file, random))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(master + ", which is not there. Bring it back from a backup");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.collect(Collectors.toList());
        }
    }

    private static String flipped(String text, int at) {
        char other = text.charAt(at) == '0' ? '1' : '0';
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
