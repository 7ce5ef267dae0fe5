package io.holdfast.batch.rollup;

import io.holdfast.batch.lake.LogFold;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

/** What the roll-ups compute. */
final class RollupTransform {
    private RollupTransform() {}

    /**
     * Each live version with what it counts as: {@code current}, {@code version} (an older one) or {@code trash}.
     *
     * @param live each live version once
     * @param trashed files in the trash: {@code namespace_id, file_id}
     */
    static Dataset<Row> classified(Dataset<Row> live, Dataset<Row> trashed) {
        Column newest = max("version").over(Window.partitionBy("namespace_id", "file_id"));
        return live.join(
                        trashed.withColumn("trashed", lit(true)),
                        new String[] {"namespace_id", "file_id"},
                        "left_outer")
                .withColumn("newest", newest)
                .withColumn(
                        "counts_as",
                        when(coalesce(col("trashed"), lit(false)), "trash")
                                .when(col("version").equalTo(col("newest")), "current")
                                .otherwise("version"))
                .drop("trashed", "newest");
    }

    /** One row: {@code current_bytes, version_bytes, trash_bytes, logical_bytes, files, versions}. */
    static Dataset<Row> logical(Dataset<Row> classified) {
        return classified.agg(
                bytesOf("current").as("current_bytes"),
                bytesOf("version").as("version_bytes"),
                bytesOf("trash").as("trash_bytes"),
                coalesce(sum("size"), lit(0L)).as("logical_bytes"),
                countDistinct(when(col("counts_as").equalTo("current"), struct("namespace_id", "file_id")))
                        .as("files"),
                count(lit(1)).as("versions"));
    }

    /** Current files by type: {@code mime_type, files, logical_bytes}. */
    static Dataset<Row> fileTypes(Dataset<Row> classified) {
        return classified
                .filter(col("counts_as").equalTo("current"))
                .groupBy("mime_type")
                .agg(count(lit(1)).as("files"), sum("size").as("logical_bytes"));
    }

    /**
     * By the hour of the commit: {@code hour, versions, logical_bytes, first_seen_bytes, uploaded_bytes}. A block counts as first
     * seen in the hour of the first commit that cites it, whether that version is still there or not.
     */
    static Dataset<Row> dedupByHour(Dataset<Row> log) {
        Dataset<Row> committed = log.filter(col("kind").equalTo(LogFold.COMMITTED))
                .withColumn("hour", date_trunc("hour", col("occurred_at")));
        Dataset<Row> commits = committed
                .drop("blocks")
                .dropDuplicates("namespace_id", "ref_seq")
                .groupBy("hour")
                .agg(
                        count(lit(1)).as("versions"),
                        sum("size").as("logical_bytes"),
                        sum("uploaded_bytes").as("uploaded_bytes"));
        Dataset<Row> firstSeen = committed
                .select(col("hour"), explode(col("blocks")).as("block"))
                .select(
                        col("hour"),
                        col("block.hash").as("hash"),
                        col("block.size").as("size"))
                .groupBy("hash")
                .agg(min("hour").as("hour"), max("size").as("size"))
                .groupBy("hour")
                .agg(sum("size").as("first_seen_bytes"));
        return commits.join(firstSeen, new String[] {"hour"}, "left_outer")
                .select(
                        col("hour"),
                        col("versions"),
                        col("logical_bytes"),
                        coalesce(col("first_seen_bytes"), lit(0L)).as("first_seen_bytes"),
                        col("uploaded_bytes"));
    }

    private static Column bytesOf(String kind) {
        return coalesce(sum(when(col("counts_as").equalTo(kind), col("size"))), lit(0L));
    }
}
