package io.holdfast.lakehouse.table;

import io.holdfast.core.config.Settings;
import java.util.Map;

/**
 * How every engine opens the catalog: Iceberg's JDBC catalog on PostgreSQL under one name, because its rows are keyed by it.
 *
 * @param uri JDBC URL of the catalog's database
 * @param warehouse URI of the warehouse folder, for example {@code file:///srv/holdfast/lake}
 */
public record LakeCatalog(String uri, String user, String password, String warehouse) {
    /** The name of the catalog in every engine. */
    public static final String NAME = "lake";
    /** Its implementation. */
    public static final String IMPLEMENTATION = "org.apache.iceberg.jdbc.JdbcCatalog";

    /** Reads {@code lake.uri}, {@code lake.user}, {@code lake.password} and {@code lake.warehouse}. */
    public static LakeCatalog of(Settings settings) {
        return new LakeCatalog(
                settings.text("lake.uri"),
                settings.text("lake.user"),
                settings.text("lake.password"),
                settings.text("lake.warehouse"));
    }

    /** For {@code CatalogLoader.custom}, {@code JdbcCatalog.initialize} or, each with a prefix, Spark's configuration. */
    public Map<String, String> properties() {
        return Map.of(
                "uri", uri,
                "jdbc.user", user,
                "jdbc.password", password,
                "jdbc.schema-version", "V1",
                "warehouse", warehouse);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LakeCatalog[" + uri + ", " + warehouse + "]";
    }
}
