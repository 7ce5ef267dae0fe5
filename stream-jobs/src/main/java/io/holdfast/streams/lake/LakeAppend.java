package io.holdfast.streams.lake;

import io.holdfast.lakehouse.table.LakeCatalog;
import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.streams.record.Numbered;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;

/**
 * Appends events to the event tables, exactly once per checkpoint. One writer, no shuffle: a checkpoint makes one file for each
 * partition it touches.
 */
public final class LakeAppend {
    private final CatalogLoader catalog;

    public LakeAppend(LakeCatalog lake) {
        this.catalog = CatalogLoader.custom(
                LakeCatalog.NAME, lake.properties(), new Configuration(false), LakeCatalog.IMPLEMENTATION);
    }

    /** Makes the event tables where they are not there. */
    public void ensureTables() {
        Catalog open = catalog.loadCatalog();
        try {
            LakeTable.MANIFESTS.ensure(open);
            LakeTable.CHANGES.ensure(open);
        } finally {
            close(open);
        }
    }

    public void manifests(DataStream<Numbered> versions) {
        append(LakeTable.MANIFESTS, versions.map(LakeRows::manifest, type(LakeTable.MANIFESTS)));
    }

    public void changes(DataStream<Numbered> changes) {
        append(LakeTable.CHANGES, changes.map(LakeRows::change, type(LakeTable.CHANGES)));
    }

    private void append(LakeTable table, SingleOutputStreamOperator<RowData> rows) {
        String name = table.identifier().toString();
        IcebergSink.forRowData(rows.uid("rows-of-" + name).name("Rows of " + name))
                .tableLoader(TableLoader.fromCatalog(catalog, table.identifier()))
                .uidSuffix("append-" + name)
                .writeParallelism(1)
                .distributionMode(DistributionMode.NONE)
                .append();
    }

    private static InternalTypeInfo<RowData> type(LakeTable table) {
        return InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema()));
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new UncheckedIOException(new IOException("cannot close the catalog", e));
            }
        }
    }
}
