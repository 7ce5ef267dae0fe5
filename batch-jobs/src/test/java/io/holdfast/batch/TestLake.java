package io.holdfast.batch;

import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.LogFold;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.core.config.Settings;
import io.holdfast.core.manifest.BlockRef;
import io.holdfast.core.manifest.Manifest;
import io.holdfast.lakehouse.event.VersionEvent;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.testkit.postgres.PostgresServer;
import io.holdfast.testkit.postgres.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** A lake of its own on real PostgreSQL and files; the Spark session is shared by all tests of the JVM. */
public final class TestLake {
    private static final StructType MANIFESTS = SparkSchemaUtil.convert(LakeTable.MANIFESTS.schema());

    private final Lake lake;
    private final PostgresSource database;
    private final Path warehouse;

    private TestLake(Lake lake, PostgresSource database, Path warehouse) {
        this.lake = lake;
        this.database = database;
        this.warehouse = warehouse;
    }

    public static TestLake create() throws IOException, SQLException {
        String database = PostgresServer.shared().createDatabase();
        migrate(database);
        Path warehouse = Files.createTempDirectory("holdfast-lake");
        BatchSettings settings = BatchSettings.of(new Settings(settings(database, warehouse)));
        return new TestLake(Lake.open(settings, "test"), settings.database(), warehouse);
    }

    static Map<String, String> settings(String database, Path warehouse) {
        Map<String, String> values = new HashMap<>();
        values.put("database.url", database);
        values.put("database.user", PostgresServer.USER);
        values.put("database.password", "");
        values.put("lake.uri", PostgresServer.shared().createDatabase());
        values.put("lake.user", PostgresServer.USER);
        values.put("lake.password", "");
        values.put("lake.warehouse", warehouse.toUri().toString());
        values.put(
                "batch.tmp-dir",
                warehouse.resolveSibling(warehouse.getFileName() + "-tmp").toString());
        return values;
    }

    public Lake lake() {
        return lake;
    }

    public PostgresSource database() {
        return database;
    }

    public Path warehouse() {
        return warehouse;
    }

    /** Appends the events in one commit. */
    public void log(List<VersionEvent> events) {
        lake.append(LakeTable.MANIFESTS, rows(events));
    }

    /** The events as rows of {@code log.manifests}. */
    public Dataset<Row> rows(List<VersionEvent> events) {
        return lake.spark().createDataFrame(events.stream().map(TestLake::row).toList(), MANIFESTS);
    }

    public void sql(String statement) throws SQLException {
        try (Connection connection = connect(database.url());
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private static Row row(VersionEvent event) {
        Manifest manifest = event.manifest();
        return RowFactory.create(
                event.kind() == VersionEvent.Kind.PURGED ? LogFold.PURGED : LogFold.COMMITTED,
                event.namespace().toString(),
                event.seq(),
                event.refSeq(),
                event.fileId().toString(),
                event.versionId().toString(),
                event.version(),
                event.owner().toString(),
                null,
                event.path(),
                event.mimeType(),
                event.sizeBytes(),
                event.contentHash().bytes(),
                manifest.blocks().stream().map(TestLake::row).toArray(),
                event.uploadedBytes(),
                Timestamp.from(event.occurredAt()),
                event.reason(),
                0,
                event.refSeq());
    }

    private static Row row(BlockRef block) {
        return RowFactory.create(block.hash().bytes(), block.sizeBytes());
    }

    private static void migrate(String url) throws IOException, SQLException {
        try (Connection connection = connect(url)) {
            Schema.create(connection);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, "");
    }
}
