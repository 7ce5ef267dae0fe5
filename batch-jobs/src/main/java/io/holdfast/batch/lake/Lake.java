package io.holdfast.batch.lake;

import io.holdfast.batch.BatchSettings;
import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;

/** The lake as a batch job sees it: a Spark session and the tables. Close it to end the session. */
public final class Lake implements AutoCloseable {
    private static final String PREFIX = "spark.sql.catalog." + LakeCatalog.NAME;

    private final SparkSession spark;
    private final JdbcCatalog catalog;

    private Lake(SparkSession spark, JdbcCatalog catalog) {
        this.spark = spark;
        this.catalog = catalog;
    }

    /** Starts a session of this name; all its files lie under the run's temporary folder. */
    public static Lake open(BatchSettings settings, String name) {
        SparkSession spark = SparkSession.builder()
                .appName(name)
                .master(settings.master())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", settings.temporary().toString())
                .config(
                        "spark.sql.warehouse.dir",
                        settings.temporary().resolve("warehouse").toString())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.adaptive.enabled", "true")
                .getOrCreate()
                .newSession(); // of its own, because a session keeps the first catalog it opens under a name
        spark.conf().set(PREFIX, "org.apache.iceberg.spark.SparkCatalog");
        spark.conf().set(PREFIX + ".catalog-impl", LakeCatalog.IMPLEMENTATION);
        spark.conf().set(PREFIX + ".cache-enabled", "false"); // a run must see what others commit meanwhile
        settings.lake().properties().forEach((key, value) -> spark.conf().set(PREFIX + '.' + key, value));
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.setConf(spark.sparkContext().hadoopConfiguration());
        catalog.initialize(LakeCatalog.NAME, settings.lake().properties());
        return new Lake(spark, catalog);
    }

    /** The table, made if it is not there. */
    public Table table(LakeTable table) {
        table.ensure(catalog);
        return catalog.loadTable(table.identifier());
    }

    /** The current snapshot of the table; empty if nothing was ever written to it. */
    public OptionalLong snapshot(LakeTable table) {
        return Optional.ofNullable(table(table).currentSnapshot())
                .map(Snapshot::snapshotId)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The table as it stood at the snapshot, whatever is committed meanwhile; without one, the empty table. */
    public Dataset<Row> read(LakeTable table, OptionalLong snapshot) {
        return snapshot.isPresent()
                ? spark.read().option("versionAsOf", snapshot.getAsLong()).table(table.sqlName())
                : spark.read().table(table.sqlName()).limit(0);
    }

    /** Adds the rows in one commit; all or none. The columns are matched by name. */
    public void append(LakeTable table, Dataset<Row> rows) {
        try {
            table(table);
            rows.writeTo(table.sqlName()).option("check-nullability", "false").append();
        } catch (NoSuchTableException e) {
            throw new IllegalStateException("the table " + table.sqlName() + " was dropped", e);
        }
    }

    /** Replaces all rows in one commit. The columns are matched by name. */
    public void replace(LakeTable table, Dataset<Row> rows) {
        try {
            table(table);
            rows.writeTo(table.sqlName()).option("check-nullability", "false").overwrite(functions.lit(true));
        } catch (NoSuchTableException e) {
            throw new IllegalStateException("the table " + table.sqlName() + " was dropped", e);
        }
    }

    /** The rows of a query on PostgreSQL, read when an action asks for them. */
    public Dataset<Row> query(PostgresSource source, String sql) {
        return spark.read()
                .format("jdbc")
                .option("url", source.url())
                .option("user", source.user())
                .option("password", source.password())
                .option("driver", "org.postgresql.Driver")
                .option("fetchsize", "10000")
                .option("query", sql)
                .load();
    }

    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } finally {
            spark.stop();
        }
    }
}
