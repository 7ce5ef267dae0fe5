package io.holdfast.batch.scrub;

import io.holdfast.batch.BatchJob;
import io.holdfast.batch.BatchSettings;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.lake.Lake;
import io.holdfast.batch.lake.PostgresSource;
import io.holdfast.batch.store.ReadBlocks;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.ObjectName;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

import static org.apache.spark.sql.functions.lit;

/**
 * {@code scrub}: reads the objects of some blocks, those first that were verified longest ago or never, and writes one row for each
 * to {@code ops.scrub_results}.
 *
 * <p>A block whose row went, or got another generation, while its object was read is no finding: the collector takes the row before
 * the object, so the row is looked at again after the object. All states of rows are read: a condemned or quarantined block may
 * come back.
 */
public final class ScrubJob implements BatchJob {
    private static final int TASKS = 8;
    private static final int FINDINGS_SHOWN = 20;

    private static final String OLDEST_FIRST = """
            SELECT hash, gen, object_gen, "offset", stored_size FROM block WHERE domain = 0
             ORDER BY last_verified NULLS FIRST, hash LIMIT\s""";
    private static final String ROWS = "SELECT hash, gen FROM block WHERE domain = 0";

    private final PostgresSource database;
    private final BatchSettings.Scrub settings;

    public ScrubJob(PostgresSource database, BatchSettings.Scrub settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Figures run(Lake lake, JobInput input) {
        Dataset<Row> read = lake.query(database, OLDEST_FIRST + settings.maxBlocks())
                .repartition(TASKS)
                .mapPartitions(new ReadBlocks(settings.store("scrub")), Encoders.row(ReadBlocks.VERDICTS))
                .persist(StorageLevel.MEMORY_AND_DISK());
        boolean clean =
                read.filter(ScrubTransform.BAD).count() == 0; // reads every object, before the rows are read again
        Dataset<Row> verdicts = clean
                ? read
                : ScrubTransform.confirmed(read, lake.query(database, ROWS)).persist(StorageLevel.MEMORY_AND_DISK());
        lake.append(
                LakeTable.SCRUB_RESULTS,
                verdicts.drop("bytes")
                        .withColumn("run_id", lit(input.runId()))
                        .withColumn("checked_at", lit(Timestamp.from(input.now()))));
        return figures(ScrubTransform.totals(verdicts).first())
                .with("findings", clean ? List.of() : firstFindings(verdicts));
    }

    private static Figures figures(Row totals) {
        Figures figures = Figures.NONE;
        for (String column : totals.schema().fieldNames()) {
            figures = figures.with(column, totals.<Long>getAs(column));
        }
        return figures;
    }

    private static List<String> firstFindings(Dataset<Row> verdicts) {
        return verdicts.filter(ScrubTransform.BAD).limit(FINDINGS_SHOWN).collectAsList().stream()
                .map(row -> row.getAs("verdict") + " "
                        + new ObjectName(BlockId.of(row.<byte[]>getAs("hash")), row.<Long>getAs("gen")))
                .toList();
    }
}
