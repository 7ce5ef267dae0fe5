package io.holdfast.standalone.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PrivateStateTest {
    @TempDir
    private Path folder;

    private DataDirectory data = new DataDirectory(Path.of("unset"));

    @BeforeEach
    void createTheDirectory() throws Exception {
        data = new DataDirectory(folder.resolve("a b"));
        data.create();
    }

    @Test
    void secretsAreMadeOnceAndReadableForTheOwnerOnly() throws Exception {
        String password = new Secrets(data, new Random(1)).postgresPassword();
        assertThat(password).hasSize(43);
        assertThat(new Secrets(data, new Random(2)).postgresPassword()).isEqualTo(password);
        assertThat(new Secrets(data, new Random(2)).maintenanceToken()).isNotEqualTo(password);
        Path file = data.keys().resolve("postgres.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.keys())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileIsReplacedWholeAndLeavesNothingBeside() throws Exception {
        Path file = data.run().resolve("x");
        PrivateFiles.replace(file, "old");
        Files.writeString(data.run().resolve("x.new"), "torn by a crash");
        PrivateFiles.replace(file, "new");
        assertThat(file).hasContent("new");
        assertThat(data.run().resolve("x.new")).doesNotExist();
    }

    @Test
    void onlyOneHoldsTheLock() throws Exception {
        assertThat(InstanceLock.held(data)).isFalse();
        try (InstanceLock lock = InstanceLock.acquire(data).orElseThrow()) {
            assertThat(InstanceLock.acquire(data)).isEmpty();
            assertThat(InstanceLock.held(data)).isTrue();
        }
        assertThat(InstanceLock.held(data)).isFalse();
    }
}
