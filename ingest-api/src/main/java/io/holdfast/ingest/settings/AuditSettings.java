package io.holdfast.ingest.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code audit.*}.
 *
 * @param keptFor how long records of the audit are kept, at least a day
 */
@ConfigurationProperties(prefix = "audit", ignoreUnknownFields = false)
public record AuditSettings(@DefaultValue("400d") Duration keptFor) {
    private static final Duration SHORTEST = Duration.ofDays(1);

    public AuditSettings {
        if (keptFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("audit.kept-for is at least a day, not " + keptFor);
        }
    }
}
