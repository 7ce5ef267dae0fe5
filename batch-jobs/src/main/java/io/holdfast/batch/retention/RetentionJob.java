package io.holdfast.batch.retention;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.BatchSettings;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.LogFold;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.batch.lake.Trash;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.Timestamp;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

/** {@code retention}: writes one row in {@code ops.retention_decisions} for every version that should go. */
public final class RetentionJob implements BatchJob {
    private final PostgresSource database;
    private final BatchSettings.Retention retention;

    public RetentionJob(PostgresSource database, BatchSettings.Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        OptionalLong snapshot = lake.snapshot(LakeTable.MANIFESTS);
        Dataset<Row> live = LogFold.liveVersions(lake.read(LakeTable.MANIFESTS, snapshot));
        Dataset<Row> expired = lake.query(database, Trash.filesSince(input.now().minus(retention.trashAge())));
        Dataset<Row> removed = RetentionTransform.removed(live, expired, retention.policy(), input.now())
                .persist(StorageLevel.MEMORY_AND_DISK());
        lake.append(
                LakeTable.RETENTION_DECISIONS,
                removed.withColumn("run_id", lit(input.runId()))
                        .withColumn("decided_at", lit(Timestamp.from(input.now()))));
        Row totals = removed.agg(
                        count(lit(1)),
                        countDistinct(col("namespace_id"), col("file_id")),
                        coalesce(sum("size"), lit(0L)))
                .first();
        return Figures.NONE
                .with("snapshot_id", snapshot.orElse(0))
                .with("proposed_versions", totals.getLong(0))
                .with("proposed_files", totals.getLong(1))
                .with("proposed_bytes", totals.getLong(2));
    }
}
