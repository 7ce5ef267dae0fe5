package io.holdfast.ingest.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code ingest.*}.
 *
 * @param profile of the installation; {@code rehearsal} has no waiting times
 * @param publicUrl how clients reach this server, without a slash at its end; upload URLs start with it
 * @param registration who may make an account
 * @param cursorKeyFile the key that signs cursors; made if absent
 * @param defaultQuota of a new account, in logical bytes
 * @param blockBuffers blocks of at most 8 MiB that may be in memory at once
 * @param passwordHashes Argon2 computations that may run at once, 19 MiB each
 */
@Validated
@ConfigurationProperties(prefix = "ingest", ignoreUnknownFields = false)
public record IngestSettings(
        @DefaultValue("default") Installed profile,
        @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @DefaultValue("open") Registration registration,
        Path cursorKeyFile,
        @DefaultValue("1TB") DataSize defaultQuota,
        @Min(2) @Max(1024) @DefaultValue("16") int blockBuffers,
        @Min(1) @Max(64) @DefaultValue("2") int passwordHashes) {

    public IngestSettings {
        if (publicUrl.getHost() == null || publicUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "ingest.public-url is an absolute URL without a slash at its end, not '" + publicUrl + "'");
        }
        if (cursorKeyFile == null) {
            throw new IllegalArgumentException("ingest.cursor-key-file is missing");
        }
    }

    /** Which waiting times the installation has. */
    public enum Installed {
        DEFAULT,
        REHEARSAL
    }

    /** Who may make an account. */
    public enum Registration {
        OPEN,
        CLOSED
    }
}
