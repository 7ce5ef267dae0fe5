package io.holdfast.dashboards;

import io.holdfast.lakehouse.table.LakeCatalog;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code lake.*}: the catalog of the Iceberg tables. */
@ConfigurationProperties(prefix = "lake", ignoreUnknownFields = false)
record LakeSettings(
        @DefaultValue("") String uri,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String warehouse) {
    LakeSettings {
        Required.setting("lake.uri", uri);
        Required.setting("lake.user", user);
        Required.setting("lake.warehouse", warehouse);
    }

    LakeCatalog catalog() {
        return new LakeCatalog(uri, user, password, warehouse);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LakeSettings[" + uri + ", " + warehouse + "]";
    }
}
