package io.holdfast.dashboards;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code database.*}: where the live values of the stream jobs are. */
@ConfigurationProperties(prefix = "database", ignoreUnknownFields = false)
record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {
    DatabaseSettings {
        Required.setting("database.url", url);
        Required.setting("database.user", user);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", " + user + "]";
    }
}
