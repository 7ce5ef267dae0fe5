package io.holdfast.blockstore.key;

import io.holdfast.blockstore.key.KeySettings.Encryption;
import io.holdfast.blockstore.key.KmsSettings.Login;
import io.holdfast.core.error.HoldfastException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Keystores whose master key is in a service that is asked over HTTP. */
class KmsKeystoreTest {
    private static final String ALIAS = "alias/holdfast";

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path data;

    private Path file;
    private KmsServer server;
    private String arn;

    @BeforeEach
    void begin() throws IOException {
        file = data.resolve("keys/blocks.keystore");
        server = new KmsServer();
        arn = server.createKey(ALIAS);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void theMasterKeyStaysInTheService() throws Exception {
        SecretKey dataKey = BlockKey.freshDataKey(random);
        BlockKey made = open(server.settings(ALIAS)).sealing().orElseThrow();
        assertThat(files()).containsExactly(file);
        assertThat(Files.readAllLines(file)).contains("master kms " + arn);
        server.createKey(ALIAS); // from now on the alias stands for another key
        assertThat(open(server.settings(ALIAS)).find(1).unwrap(made.wrap(dataKey)))
                .isEqualTo(dataKey);
    }

    @Test
    void wrappedKeysAreOfNoUseInAnotherKeystore() throws IOException {
        open(server.settings(ALIAS));
        String text = Files.readString(file);
        int id = text.indexOf("id ") + 3;
        Files.writeString(file, text.substring(0, id) + (text.charAt(id) == '0' ? '1' : '0') + text.substring(id + 1));
        assertThatThrownBy(() -> open(server.settings(ALIAS))).hasMessageContaining("another encryption context");
    }

    @Test
    void withoutTheServiceNothingIsOpenedAndNothingIsMade() throws IOException {
        server.close();
        assertRefused(server.settings(ALIAS), "Connection refused");
        assertThat(Files.exists(file)).isFalse();
        try (KmsServer other = new KmsServer()) {
            other.createKey(ALIAS);
            open(other.settings(ALIAS));
        }
        String before = Files.readString(file);
        assertRefused(server.settings(ALIAS), "Connection refused");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void aServiceThatFailsIsAskedAgainButNotForEver() {
        open(server.settings(ALIAS));
        server.requests();
        server.fail(2);
        open(server.settings(ALIAS));
        assertThat(server.requests()).isEqualTo(3);
        server.fail(Integer.MAX_VALUE);
        assertRefused(server.settings(ALIAS), "ill");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void whoMayNotUseTheKeyIsToldBeforeAKeystoreIsMade() {
        assertRefused(
                server.settings(ALIAS, new Login(KmsServer.LOGIN.accessKey(), "wrong")), "signature does not match");
        assertRefused(server.settings("alias/other"), "Key 'alias/other' does not exist");
        server.forbid("Decrypt");
        assertRefused(server.settings(ALIAS), "not authorized to perform: kms:Decrypt");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void rotationMovesAKeystoreIntoTheServiceAndOutOfIt() throws Exception {
        Keystore inFile = Keystore.openOrMake(file, random);
        SecretKey dataKey = BlockKey.freshDataKey(random);
        byte[] wrapped = inFile.sealing().orElseThrow().wrap(dataKey);
        assertThat(files()).hasSize(2);

        Keystore.rotate(file, new MasterKeys(server.settings(ALIAS)), random);
        assertThat(files()).containsExactly(file);
        assertOpens(2, wrapped, dataKey);

        KmsSettings out = new KmsSettings(
                Optional.empty(),
                Optional.of(KmsServer.REGION),
                Optional.of(server.endpoint()),
                Optional.of(KmsServer.LOGIN));
        Keystore.rotate(file, new MasterKeys(out), random);
        assertThat(files()).hasSize(2);
        server.close();
        assertOpens(3, wrapped, dataKey);
    }

    private void assertOpens(int highest, byte[] wrapped, SecretKey dataKey) throws InvalidKeyException {
        Keystore keys = Keystore.open(file, new MasterKeys(server.settings(ALIAS)));
        assertThat(keys.mark().highestKey()).isEqualTo(highest);
        assertThat(keys.find(1).unwrap(wrapped)).isEqualTo(dataKey);
    }

    private void assertRefused(KmsSettings settings, String why) {
        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("the AWS KMS key ")
                .hasMessageContaining(why);
    }

    private KeyRing open(KmsSettings settings) {
        return new KeySettings(file, Encryption.ON, settings)
                .open(Optional.empty(), random)
                .ring();
    }

    /** But for the lock of rotations, which stays. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.filter(each -> !each.toString().endsWith(".lock")).toList();
        }
    }
}
