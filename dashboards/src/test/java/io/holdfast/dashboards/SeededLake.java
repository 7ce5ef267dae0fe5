package io.holdfast.dashboards;

import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.parquet.Parquet;

/** Real Iceberg tables in a real catalog, written with Iceberg's generic writer: one file a row, as small runs do. */
public final class SeededLake implements AutoCloseable {
    private final LakeCatalog settings;
    private final JdbcCatalog catalog = new JdbcCatalog();

    public SeededLake(Path warehouse) {
        settings = new LakeCatalog(
                PostgresServer.shared().createDatabase(),
                PostgresServer.USER,
                "",
                warehouse.toUri().toString());
        catalog.setConf(new Configuration(false));
        catalog.initialize(LakeCatalog.NAME, settings.properties());
    }

    public LakeCatalog settings() {
        return settings;
    }

    /** One commit with a data file for each row. */
    public void append(LakeTable lakeTable, List<Map<String, Object>> rows) {
        lakeTable.ensure(catalog);
        Table table = catalog.loadTable(lakeTable.identifier());
        AppendFiles append = table.newAppend();
        rows.forEach(row -> append.appendFile(
                write(table, GenericRecord.create(table.schema()).copy(row))));
        append.commit();
    }

    public Table table(LakeTable table) {
        return catalog.loadTable(table.identifier());
    }

    @Override
    public void close() {
        catalog.close();
    }

    private static DataFile write(Table table, Record row) {
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
        String file = table.locationProvider().newDataLocation(table.spec(), partition, UUID.randomUUID() + ".parquet");
        try (DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(file))
                .forTable(table)
                .withPartition(partition)
                .createWriterFunc(GenericParquetWriter::create)
                .build()) {
            writer.write(row);
            writer.close();
            return writer.toDataFile();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }
}
