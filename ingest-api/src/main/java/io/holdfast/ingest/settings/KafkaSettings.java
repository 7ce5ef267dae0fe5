package io.holdfast.ingest.settings;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** {@code kafka.*}: where the relay publishes the journal. */
@Validated
@ConfigurationProperties(prefix = "kafka", ignoreUnknownFields = false)
public record KafkaSettings(@NotBlank String bootstrapServers) {}
