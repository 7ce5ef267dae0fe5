package io.holdfast.batch.scrub;

import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.batch.store.TestBlocks;
import io.holdfast.core.block.BlockId;
import io.holdfast.core.block.Location;
import io.holdfast.core.block.ObjectName;
import io.holdfast.lakehouse.table.LakeTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static io.holdfast.batch.Events.block;
import static io.holdfast.batch.store.ReadBlocks.VERDICTS;
import static org.apache.spark.sql.RowFactory.create;
import static org.assertj.core.api.Assertions.assertThat;

class ScrubJobIT {
    private static final StructType NAMES =
            new StructType().add("hash", DataTypes.BinaryType).add("gen", DataTypes.LongType);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void namesWhatIsDamagedAndWhatIsGone() throws Exception {
        TestLake test = TestLake.create();
        TestBlocks blocks = new TestBlocks(test);
        ObjectName good = blocks.block(1, "L");
        ObjectName quarantined = blocks.block(2, "Q");
        ObjectName damaged = blocks.block(3, "L");
        ObjectName missing = blocks.block(4, "L");
        Location packed = blocks.packed(5, Optional.of("L"));
        Location rotten = blocks.packed(6, Optional.of("L"));
        blocks.damage(damaged);
        blocks.damage(rotten);
        blocks.delete(missing);

        Figures figures = new ScrubJob(test.database(), blocks.settings(100)).run(test.lake(), JobInput.of(7, NOW));

        assertThat(figures.values())
                .containsEntry("checked", 6L)
                .containsEntry("ok", 3L)
                .containsEntry("missing", 1L)
                .containsEntry("corrupt", 2L)
                .containsEntry("unreadable", 0L);
        assertThat(figures.number("bytes")).isPositive();
        assertThat(figures.values().get("findings"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("corrupt " + damaged, "missing " + missing, "corrupt " + rotten.name());
        assertThat(results(test))
                .containsExactlyInAnyOrder(
                        "ok " + good,
                        "ok " + quarantined,
                        "corrupt " + damaged,
                        "missing " + missing,
                        "ok " + packed.name(),
                        "corrupt " + rotten.name());
    }

    @Test
    void takesThoseFirstThatWereVerifiedLongestAgoAndFindsNothingInACleanStore() throws Exception {
        TestLake test = TestLake.create();
        TestBlocks blocks = new TestBlocks(test);
        ObjectName recent = blocks.block(1, "L");
        ObjectName old = blocks.block(2, "L");
        ObjectName never = blocks.block(3, "L");
        verified(test, recent, "2026-11-20");
        verified(test, old, "2026-10-01");

        Figures figures = new ScrubJob(test.database(), blocks.settings(2)).run(test.lake(), JobInput.of(8, NOW));

        assertThat(figures.values())
                .containsEntry("checked", 2L)
                .containsEntry("ok", 2L)
                .containsEntry("findings", List.of());
        assertThat(results(test)).containsExactlyInAnyOrder("ok " + never, "ok " + old);
    }

    @Test
    void aBadObjectWhoseRowIsGoneOrPointsElsewhereIsNoFinding() throws Exception {
        TestLake test = TestLake.create();
        BlockId[] hash = {block(0), block(1), block(2), block(3)};
        Dataset<Row> verdicts = test.lake()
                .spark()
                .createDataFrame(
                        List.of(
                                create(hash[0].bytes(), 1L, 5L, "ok", ""),
                                create(hash[1].bytes(), 1L, 0L, "missing", "still has its row"),
                                create(hash[2].bytes(), 1L, 0L, "missing", "was swept"),
                                create(hash[3].bytes(), 1L, 0L, "missing", "was stored anew")),
                        VERDICTS);
        Dataset<Row> rows = test.lake()
                .spark()
                .createDataFrame(List.of(create(hash[1].bytes(), 1L), create(hash[3].bytes(), 2L)), NAMES);
        assertThat(ScrubTransform.confirmed(verdicts, rows).select("detail").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("", "still has its row");
    }

    private static void verified(TestLake test, ObjectName name, String day) throws Exception {
        test.sql("UPDATE block SET last_verified = '" + day + "' WHERE object_gen = " + name.generation());
    }

    private static List<String> results(TestLake test) {
        return test.lake().spark().table(LakeTable.SCRUB_RESULTS.sqlName()).collectAsList().stream()
                .map(row -> row.getAs("verdict") + " "
                        + new ObjectName(BlockId.of(row.<byte[]>getAs("hash")), row.<Long>getAs("gen")))
                .toList();
    }
}
