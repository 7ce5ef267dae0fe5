package io.holdfast.dashboards;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code dashboards.*}: the local admin port of the maintenance process.
 *
 * @param maintenanceUrl for example {@code http://127.0.0.1:41234}; empty if there is no maintenance process
 * @param maintenanceToken what the port wants as bearer token
 */
@ConfigurationProperties(prefix = "dashboards", ignoreUnknownFields = false)
record DashboardsSettings(
        @DefaultValue("") String maintenanceUrl,
        @DefaultValue("") String maintenanceToken) {
    DashboardsSettings {
        if (!maintenanceUrl.isEmpty()) {
            URI.create(maintenanceUrl);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "DashboardsSettings[" + maintenanceUrl + "]";
    }
}
