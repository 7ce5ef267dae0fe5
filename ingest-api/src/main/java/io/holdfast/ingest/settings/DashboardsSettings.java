package io.holdfast.ingest.settings;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code dashboards.*}: who answers {@code /api/v1/analytics}; without it they are unavailable. */
@ConfigurationProperties(prefix = "dashboards", ignoreUnknownFields = false)
public record DashboardsSettings(@Nullable URI url) {
    public Optional<URI> address() {
        return Optional.ofNullable(url);
    }
}
