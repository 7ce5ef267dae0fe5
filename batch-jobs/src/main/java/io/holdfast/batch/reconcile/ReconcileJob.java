package io.holdfast.batch.reconcile;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.BatchSettings;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.batch.store.ListObjects;
import io.holdfast.core.block.BlockId;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

/**
 * {@code reconcile}: counts every class of difference between references, rows and objects, and writes one row a class to {@code
 * ops.reconciliation}. It changes nothing else.
 *
 * <p>Uploads and deletions go on meanwhile and raise no false alarm, because the listing is taken between two reads of the rows. An
 * object is missing only if its row was there, with this generation, before the listing <i>and</i> after it: an object comes before
 * its row and goes after it. An object is an orphan only if, after the listing, one statement finds for it no row, no open ticket and
 * no permission to delete it. Drift of the stream's hints is normal while the stream lags.
 */
public final class ReconcileJob implements BatchJob {
    private static final int LOSSES_SHOWN = 20;

    private static final String BEFORE = "SELECT hash, gen FROM block WHERE domain = 0";

    /** One statement, so that references, rows, hints, tickets and intents are of the same moment. */
    private static final String AFTER = """
            SELECT coalesce(b.hash, r.hash, h.hash) AS hash, b.gen AS gen, b.state::text AS state,
                   b.stored_size::bigint AS stored_size, r.refs, h.refs AS hint
              FROM (SELECT * FROM block WHERE domain = 0) b
              FULL JOIN (SELECT hash, count(*) AS refs FROM block_ref WHERE domain = 0 GROUP BY hash) r ON r.hash = b.hash
              FULL JOIN block_hint h ON h.hash = coalesce(b.hash, r.hash)
             UNION ALL
            SELECT hash, gen, 'P', NULL, NULL, NULL FROM upload_ticket WHERE state = 'O'
             UNION ALL
            SELECT hash, gen, 'P', NULL, NULL, NULL FROM delete_intent
            """;

    private final PostgresSource database;
    private final BatchSettings.Scrub settings;

    public ReconcileJob(PostgresSource database, BatchSettings.Scrub settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        Dataset<Row> before = taken(lake.query(database, BEFORE));
        Dataset<Row> objects = taken(ListObjects.in(settings.store("reconcile"), lake.spark()));
        Dataset<Row> after = taken(lake.query(database, AFTER));
        Dataset<Row> classified =
                ReconcileTransform.classified(before, objects, after).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> totals = ReconcileTransform.totals(classified).cache();
        lake.append(
                LakeTable.RECONCILIATION,
                totals.withColumn("run_id", lit(input.runId()))
                        .withColumn("checked_at", lit(Timestamp.from(input.now()))));
        Map<String, Long> counts = totals.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs("kind"), row -> row.<Long>getAs("blocks")));
        Figures figures = Figures.NONE.with("objects", objects.count());
        long losses = 0;
        for (Kind kind : Kind.values()) {
            long count = counts.getOrDefault(kind.word(), 0L);
            figures = figures.with(kind.word(), count);
            losses += kind.loss() ? count : 0;
        }
        return figures.with("hint_drift", drift(after))
                .with("losses", losses)
                .with("findings", losses == 0 ? List.of() : firstLosses(classified));
    }

    /** Read now, and held: what comes later must not be read before it. */
    private static Dataset<Row> taken(Dataset<Row> rows) {
        Dataset<Row> held = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.count();
        return held;
    }

    private static long drift(Dataset<Row> after) {
        return after.filter(col("state").isNull().or(col("state").notEqual(ReconcileTransform.PENDING)))
                .filter(ReconcileTransform.drifted())
                .count();
    }

    private static List<String> firstLosses(Dataset<Row> classified) {
        Object[] losses =
                Arrays.stream(Kind.values()).filter(Kind::loss).map(Kind::word).toArray();
        return classified.filter(col("kind").isin(losses)).limit(LOSSES_SHOWN).collectAsList().stream()
                .map(row -> row.getAs("kind") + " " + BlockId.of(row.<byte[]>getAs("hash")))
                .toList();
    }
}
