package io.holdfast.ingest.settings;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** {@code blocks.*}: where blocks lie. */
@Validated
@ConfigurationProperties(prefix = "blocks", ignoreUnknownFields = false)
public record StoreSettings(@NotBlank String dir) {}
