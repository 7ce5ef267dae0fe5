package io.holdfast.batch.scrub;

import io.holdfast.batch.store.ReadBlocks;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

/** What counts as a finding. */
final class ScrubTransform {
    static final Column BAD = col("verdict").notEqual(ReadBlocks.OK);

    private ScrubTransform() {}

    /** The verdicts without those on bad objects whose row is gone, or points to another generation. */
    static Dataset<Row> confirmed(Dataset<Row> verdicts, Dataset<Row> rows) {
        return verdicts.filter(not(BAD))
                .unionByName(verdicts.filter(BAD).join(rows, new String[] {"hash", "gen"}, "left_semi"));
    }

    /** One row: {@code checked, bytes, ok, missing, corrupt, unreadable}. */
    static Dataset<Row> totals(Dataset<Row> verdicts) {
        return verdicts.agg(
                count(lit(1)).as("checked"),
                coalesce(sum("bytes"), lit(0L)).as("bytes"),
                counted(ReadBlocks.OK),
                counted(ReadBlocks.MISSING),
                counted(ReadBlocks.CORRUPT),
                counted(ReadBlocks.UNREADABLE));
    }

    private static Column counted(String verdict) {
        return count(when(col("verdict").equalTo(verdict), 1)).as(verdict);
    }
}
