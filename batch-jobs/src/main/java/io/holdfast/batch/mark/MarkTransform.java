package io.holdfast.batch.mark;

import io.holdfast.batch.lake.LogFold;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

/** What the mark computes. Columns of the log as in {@code log.manifests}, of the condemned blocks {@code hash, gen, ver}. */
final class MarkTransform {
    private MarkTransform() {}

    /** The events of the log at or below the fence; of namespaces that the fence does not name, none. */
    static Dataset<Row> upTo(Dataset<Row> log, Dataset<Row> fence) {
        return log.join(
                        broadcast(fence),
                        col("namespace_id")
                                .equalTo(col(FenceVector.NAMESPACE))
                                .and(col("ref_seq").leq(col(FenceVector.REF_HEAD))))
                .drop(FenceVector.NAMESPACE, FenceVector.REF_HEAD);
    }

    /** The namespaces of which the events lack at least one number: {@code namespace_id, ref_head, present}. */
    static Dataset<Row> lacking(Dataset<Row> events, Dataset<Row> fence) {
        Dataset<Row> present =
                events.groupBy("namespace_id").agg(countDistinct(col("ref_seq")).as("present"));
        return fence.join(present, fence.col(FenceVector.NAMESPACE).equalTo(present.col("namespace_id")), "left_outer")
                .select(
                        col(FenceVector.NAMESPACE).as("namespace_id"),
                        col(FenceVector.REF_HEAD),
                        coalesce(col("present"), lit(0L)).as("present"))
                .filter(col("present").notEqual(col(FenceVector.REF_HEAD)));
    }

    /** The first missing number of each of these namespaces: {@code namespace_id, ref_head, first_missing}. */
    static Dataset<Row> firstGaps(Dataset<Row> events, Dataset<Row> lacking) {
        WindowSpec inOrder = Window.partitionBy("namespace_id").orderBy("ref_seq");
        Dataset<Row> seen = events.join(lacking.select("namespace_id"), "namespace_id")
                .select(col("namespace_id"), col("ref_seq"))
                .distinct()
                .withColumn("before", coalesce(lag("ref_seq", 1).over(inOrder), lit(0L)))
                .groupBy("namespace_id")
                .agg(
                        min(when(
                                        col("ref_seq").gt(col("before").plus(1)),
                                        col("before").plus(1)))
                                .as("inner_gap"),
                        max("ref_seq").as("last"));
        return lacking.join(seen, lacking.col("namespace_id").equalTo(seen.col("namespace_id")), "left_outer")
                .select(
                        lacking.col("namespace_id"),
                        col(FenceVector.REF_HEAD),
                        coalesce(col("inner_gap"), col("last").plus(1), lit(1L)).as("first_missing"));
    }

    /** Each condemned block with the number of live versions that cite it: {@code hash, gen, ver, refs}. */
    static Dataset<Row> verdicts(Dataset<Row> events, Dataset<Row> condemned) {
        Dataset<Row> cited = LogFold.live(events)
                .select(
                        col("namespace_id"),
                        col("version_id"),
                        explode(array_distinct(col("blocks.hash"))).as("hash"));
        Dataset<Row> refs = cited.join(condemned.select("hash"), "hash")
                .dropDuplicates("namespace_id", "version_id", "hash")
                .groupBy("hash")
                .agg(count(lit(1)).as("refs"));
        return condemned
                .join(refs, condemned.col("hash").equalTo(refs.col("hash")), "left_outer")
                .select(
                        condemned.col("hash"),
                        condemned.col("gen"),
                        condemned.col("ver"),
                        coalesce(refs.col("refs"), lit(0L)).as("refs"));
    }
}
