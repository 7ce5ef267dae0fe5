package io.holdfast.ingest.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** {@code database.*}. */
@Validated
@ConfigurationProperties(prefix = "database", ignoreUnknownFields = false)
public record PostgresSettings(
        @NotBlank String url,
        @NotBlank String user,
        @DefaultValue("") String password,
        @Min(4) @Max(200) @DefaultValue("16") int poolSize) {
    @Override
    public String toString() {
        return "PostgresSettings[" + url + ", " + user + "]";
    }
}
