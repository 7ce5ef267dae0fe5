package io.holdfast.batch.mark;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.Timestamp;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

/**
 * {@code gc-mark}: one verdict in {@code ops.gc_dead} for every block that the epoch intends, or, if the log does not reach the
 * fence, no verdict and {@code complete: false} with the first gaps.
 */
public final class MarkJob implements BatchJob {
    private static final int GAPS_SHOWN = 20;

    private final PostgresSource database;

    public MarkJob(PostgresSource database) {
        this.database = database;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        long epoch = input.epoch().orElseThrow(() -> new IllegalArgumentException("gc-mark needs --epoch"));
        FenceVector vector = FenceVector.read(
                input.fenceFile().orElseThrow(() -> new IllegalArgumentException("gc-mark needs --fence-file")));
        OptionalLong snapshot = lake.snapshot(LakeTable.MANIFESTS);
        Dataset<Row> fence = vector.rows(lake.spark());
        Dataset<Row> events = MarkTransform.upTo(lake.read(LakeTable.MANIFESTS, snapshot), fence);
        Figures figures =
                Figures.NONE.with("namespaces", vector.refHeads().size()).with("snapshot_id", snapshot.orElse(0));
        List<String> gaps = gaps(events, fence);
        if (!gaps.isEmpty()) {
            return Figures.refused("the lake does not hold every reference change up to the fence")
                    .with("complete", false)
                    .with("snapshot_id", snapshot.orElse(0))
                    .with("gaps", gaps);
        }
        Dataset<Row> verdicts =
                MarkTransform.verdicts(events, condemned(lake, epoch)).persist(StorageLevel.MEMORY_AND_DISK());
        lake.append(
                LakeTable.GC_DEAD,
                verdicts.withColumn("run_id", lit(input.runId()))
                        .withColumn("snapshot_id", lit(snapshot.orElse(0)))
                        .withColumn("decided_at", lit(Timestamp.from(input.now()))));
        Row totals =
                verdicts.agg(count(lit(1)), count(when(col("refs").gt(0), 1))).first();
        long judged = totals.getLong(0);
        long referenced = totals.getLong(1);
        return figures.with("complete", true)
                .with("judged", judged)
                .with("referenced", referenced)
                .with("dead", judged - referenced);
    }

    private Dataset<Row> condemned(Lake lake, long epoch) {
        return lake.query(database, "SELECT hash, gen, ver FROM gc_dead WHERE epoch = " + epoch);
    }

    private static List<String> gaps(Dataset<Row> events, Dataset<Row> fence) {
        Dataset<Row> lacking = MarkTransform.lacking(events, fence).cache();
        if (lacking.isEmpty()) {
            return List.of();
        }
        return MarkTransform.firstGaps(events, lacking).limit(GAPS_SHOWN).collectAsList().stream()
                .map(row -> row.getString(0) + " lacks " + row.getLong(2) + " of 1.." + row.getLong(1))
                .toList();
    }
}
