package io.holdfast.batch.rollup;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.LogFold;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.batch.lake.Trash;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.lit;

/** {@code rollups}: adds a measurement to {@code gold.storage_daily} and rewrites the other gold tables. */
public final class RollupsJob implements BatchJob {
    /** Counted where the rows are: only four numbers travel. */
    private static final String STORED = """
            SELECT coalesce(sum(size) FILTER (WHERE referenced), 0)::bigint AS unique_bytes,
                   coalesce(sum(stored_size), 0)::bigint AS stored_bytes,
                   coalesce(sum(stored_size) FILTER (WHERE NOT referenced), 0)::bigint AS garbage_bytes,
                   count(*) AS blocks
              FROM (SELECT b.size, b.stored_size,
                           EXISTS (SELECT 1 FROM block_ref r WHERE r.domain = b.domain AND r.hash = b.hash) AS referenced
                      FROM block b) counted
            """;

    private final PostgresSource database;

    public RollupsJob(PostgresSource database) {
        this.database = database;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        OptionalLong snapshot = lake.snapshot(LakeTable.MANIFESTS);
        Dataset<Row> log = lake.read(LakeTable.MANIFESTS, snapshot);
        Dataset<Row> classified = RollupTransform.classified(
                        LogFold.liveVersions(log), lake.query(database, Trash.filesSince(input.now())))
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> storage = RollupTransform.logical(classified)
                .crossJoin(lake.query(database, STORED))
                .withColumn("day", lit(Date.valueOf(LocalDate.ofInstant(input.now(), ZoneOffset.UTC))))
                .withColumn("measured_at", lit(Timestamp.from(input.now())))
                .cache();
        lake.append(LakeTable.STORAGE_DAILY, storage);
        lake.replace(LakeTable.FILE_TYPES, RollupTransform.fileTypes(classified));
        lake.replace(LakeTable.DEDUP_HOURLY, RollupTransform.dedupByHour(log));
        return figures(storage.first()).with("snapshot_id", snapshot.orElse(0));
    }

    private static Figures figures(Row storage) {
        Figures figures = Figures.NONE;
        for (String column : new String[] {
            "files",
            "versions",
            "blocks",
            "current_bytes",
            "version_bytes",
            "trash_bytes",
            "logical_bytes",
            "unique_bytes",
            "stored_bytes",
            "garbage_bytes"
        }) {
            figures = figures.with(column, storage.<Long>getAs(column));
        }
        return figures;
    }
}
