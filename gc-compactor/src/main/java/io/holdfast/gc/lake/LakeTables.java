package io.holdfast.gc.lake;

import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;

/** The catalog of the lake, opened when it is first needed. Thread safe. */
public final class LakeTables implements AutoCloseable {
    private final LakeCatalog settings;
    private @Nullable JdbcCatalog catalog;

    public LakeTables(LakeCatalog settings) {
        this.settings = settings;
    }

    /** The table as it stands now, made if it is not there. */
    public Table load(LakeTable table) {
        JdbcCatalog open = open();
        table.ensure(open);
        return open.loadTable(table.identifier());
    }

    private synchronized JdbcCatalog open() {
        JdbcCatalog open = catalog;
        if (open == null) {
            open = new JdbcCatalog();
            open.setConf(new Configuration());
            open.initialize(LakeCatalog.NAME, settings.properties());
            catalog = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (catalog != null) {
            catalog.close();
        }
    }
}
