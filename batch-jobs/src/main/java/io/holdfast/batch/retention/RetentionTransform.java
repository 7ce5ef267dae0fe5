package io.holdfast.batch.retention;

import io.holdfast.core.retention.RetentionPolicy;
import java.time.Instant;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

/** Live versions and expired files in, versions to purge out. */
final class RetentionTransform {
    private RetentionTransform() {}

    /**
     * The versions to purge, with the reasons.
     *
     * @param live each live version once: {@code namespace_id, file_id, version_id, version, size, occurred_at}
     * @param expired files that lay in the trash for too long: {@code namespace_id, file_id}
     */
    static Dataset<Row> removed(Dataset<Row> live, Dataset<Row> expired, RetentionPolicy policy, Instant now) {
        return live.select("namespace_id", "file_id", "version_id", "version", "size", "occurred_at")
                .join(expired.withColumn("expired", lit(true)), new String[] {"namespace_id", "file_id"}, "left_outer")
                .withColumn("expired", coalesce(col("expired"), lit(false)))
                .groupByKey(
                        (MapFunction<Row, String>)
                                row -> row.getAs("namespace_id") + "/" + row.<String>getAs("file_id"),
                        Encoders.STRING())
                .flatMapGroups(new DecideFile(policy, now), Encoders.row(DecideFile.REMOVED));
    }
}
