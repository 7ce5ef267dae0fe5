package io.holdfast.batch.lake;

import io.holdfast.lakehouse.event.VersionEvent;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;

/** Folds the log of reference changes. The log may hold an event more than once and in any order. */
public final class LogFold {
    /** The column {@code kind} of a commit. */
    public static final String COMMITTED = word(VersionEvent.Kind.COMMITTED);

    /** The column {@code kind} of a purge. Whatever is not a purge counts as a reference. */
    public static final String PURGED = word(VersionEvent.Kind.PURGED);

    private LogFold() {}

    /**
     * The versions that were committed and not purged, with all columns of the log. One that the log holds twice comes twice:
     * whoever counts drops the duplicates after having thrown away the columns that it does not need.
     */
    public static Dataset<Row> live(Dataset<Row> events) {
        Dataset<Row> purged = events.filter(col("kind").equalTo(PURGED))
                .select("namespace_id", "version_id")
                .distinct();
        Dataset<Row> committed = events.filter(col("kind").notEqual(PURGED));
        return committed.join(purged, new String[] {"namespace_id", "version_id"}, "left_anti");
    }

    /** Each live version once, without its blocks. */
    public static Dataset<Row> liveVersions(Dataset<Row> events) {
        return live(events.drop("blocks")).dropDuplicates("namespace_id", "ref_seq");
    }

    private static String word(VersionEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
