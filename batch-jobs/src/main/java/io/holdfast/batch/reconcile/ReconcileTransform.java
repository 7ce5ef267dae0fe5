package io.holdfast.batch.reconcile;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

/** Puts references, rows and objects side by side. */
final class ReconcileTransform {
    /** The state of a row that stands for an object of an open ticket or of a permitted deletion. */
    static final String PENDING = "P";

    private static final String[] NAME = {"hash", "gen"};

    private ReconcileTransform() {}

    /**
     * Each block and object with its kind: {@code hash, gen, refs, bytes, kind}.
     *
     * @param before rows of blocks before the listing: {@code hash, gen}
     * @param objects the listing: {@code hash, gen, object_bytes}
     * @param after what PostgreSQL holds after it: {@code hash, gen, state, stored_size, refs}
     */
    static Dataset<Row> classified(Dataset<Row> before, Dataset<Row> objects, Dataset<Row> after) {
        Dataset<Row> rows = after.filter(coalesce(col("state"), lit("")).notEqual(PENDING))
                .join(before.withColumn("was_there", lit(true)), NAME, "left_outer");
        Dataset<Row> pending = after.filter(col("state").equalTo(PENDING))
                .select("gen")
                .distinct()
                .withColumn("pending", lit(true));
        return rows.join(objects, NAME, "full_outer")
                .join(pending, new String[] {"gen"}, "left_outer")
                .withColumn("refs", coalesce(col("refs"), lit(0L)))
                .withColumn("kind", kind())
                .filter(col("kind").isNotNull())
                .select(
                        col("hash"),
                        col("gen"),
                        col("refs"),
                        coalesce(col("object_bytes"), col("stored_size"), lit(0L))
                                .as("bytes"),
                        col("kind"));
    }

    /** By kind: {@code kind, blocks, bytes}. */
    static Dataset<Row> totals(Dataset<Row> classified) {
        return classified
                .groupBy("kind")
                .agg(count(lit(1)).as("blocks"), sum("bytes").as("bytes"));
    }

    /** Blocks whose number of references, as the stream counts it, is not that of PostgreSQL. */
    static Column drifted() {
        return coalesce(col("hint"), lit(0L)).notEqual(coalesce(col("refs"), lit(0L)));
    }

    /** Null for a hint without anything else. */
    private static Column kind() {
        Column referenced = col("refs").gt(0);
        Column row = col("state").isNotNull();
        Column object = col("object_bytes").isNotNull();
        Column damaged = col("object_bytes").notEqual(col("stored_size"));
        return when(row.and(object), withBoth(referenced, damaged))
                .when(row.and(col("was_there").isNull()), word(Kind.CHANGED_MEANWHILE))
                .when(row.and(referenced), word(Kind.REFERENCED_WITHOUT_OBJECT))
                .when(row, word(Kind.UNREFERENCED_WITHOUT_OBJECT))
                .when(object.and(col("pending").isNotNull()), word(Kind.PENDING))
                .when(object, word(Kind.ORPHAN))
                .when(referenced, word(Kind.REFERENCED_WITHOUT_ROW));
    }

    private static Column withBoth(Column referenced, Column damaged) {
        return when(referenced.and(damaged), word(Kind.REFERENCED_DAMAGED))
                .when(damaged, word(Kind.UNREFERENCED_DAMAGED))
                .when(referenced.and(col("state").equalTo("C")), word(Kind.REFERENCED_CONDEMNED))
                .when(referenced.and(col("state").equalTo("Q")), word(Kind.REFERENCED_QUARANTINED))
                .when(referenced, word(Kind.CONSISTENT))
                .otherwise(word(Kind.UNREFERENCED));
    }

    private static Column word(Kind kind) {
        return lit(kind.word());
    }
}
