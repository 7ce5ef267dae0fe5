package io.holdfast.batch.upkeep;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.BatchSettings;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.lakehouse.table.LakeTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.ExpireSnapshots;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.spark.actions.SparkActions;

/** {@code upkeep}: for every table, rewrites groups of small files and expires snapshots. */
public final class UpkeepJob implements BatchJob {
    private final BatchSettings.Upkeep settings;

    public UpkeepJob(BatchSettings.Upkeep settings) {
        this.settings = settings;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        long rewritten = 0;
        long added = 0;
        long expired = 0;
        long tables = 0;
        SparkActions actions = SparkActions.get(lake.spark());
        for (LakeTable name : LakeTable.values()) {
            Table table = lake.table(name);
            if (table.currentSnapshot() == null) {
                continue;
            }
            tables++;
            RewriteDataFiles.Result compacted = actions.rewriteDataFiles(table)
                    .option("partial-progress.enabled", "false")
                    .execute();
            rewritten += compacted.rewrittenDataFilesCount();
            added += compacted.addedDataFilesCount();
            ExpireSnapshots.Result gone = actions.expireSnapshots(table)
                    .expireOlderThan(input.now().minus(settings.snapshotAge()).toEpochMilli())
                    .retainLast(settings.retainLast())
                    .execute();
            expired += gone.deletedDataFilesCount();
        }
        return Figures.NONE
                .with("tables", tables)
                .with("rewritten_files", rewritten)
                .with("added_files", added)
                .with("expired_files", expired);
    }
}
