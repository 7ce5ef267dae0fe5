package io.holdfast.standalone.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The secrets under {@code keys/}: made once, 256 bits each, readable for the owner only. */
public final class Secrets {
    private static final int BYTES = 32;

    private final DataDirectory data;
    private final RandomGenerator random;

    public Secrets(DataDirectory data, RandomGenerator random) {
        this.data = data;
        this.random = random;
    }

    public String postgresPassword() throws IOException {
        return readOrMake(data.keys().resolve("postgres.password"));
    }

    /** What the local administration port of the maintenance process asks for. */
    public String maintenanceToken() throws IOException {
        return readOrMake(data.keys().resolve("maintenance.token"));
    }

    private String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            PrivateFiles.replace(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }
}
