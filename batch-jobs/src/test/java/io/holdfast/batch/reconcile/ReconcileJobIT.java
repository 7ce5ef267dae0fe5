package io.holdfast.batch.reconcile;

import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.batch.store.TestBlocks;
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
import static org.apache.spark.sql.RowFactory.create;
import static org.assertj.core.api.Assertions.assertThat;

class ReconcileJobIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final StructType NAMES =
            new StructType().add("hash", DataTypes.BinaryType).add("gen", DataTypes.LongType);
    private static final StructType OBJECTS = NAMES.add("object_bytes", DataTypes.LongType);
    private static final StructType ROWS = NAMES.add("state", DataTypes.StringType)
            .add("stored_size", DataTypes.LongType)
            .add("refs", DataTypes.LongType);

    @Test
    void namesEveryDifferenceByItsClass() throws Exception {
        TestLake test = TestLake.create();
        TestBlocks blocks = new TestBlocks(test);
        ObjectName fine = referenced(blocks, 1, "L");
        ObjectName missing = referenced(blocks, 2, "L");
        ObjectName cut = referenced(blocks, 3, "L");
        referenced(blocks, 4, "C");
        referenced(blocks, 5, "Q");
        blocks.block(6, "L");
        ObjectName unneeded = blocks.block(7, "L");
        blocks.object(8);
        ObjectName uploading = blocks.object(9);
        ObjectName leaving = blocks.object(10);
        blocks.reference(blocks.packed(11, Optional.of("L")).name());
        blocks.packed(12, Optional.empty());
        Location dead = blocks.packed(13, Optional.empty());
        blocks.delete(missing);
        blocks.delete(unneeded);
        blocks.cut(cut);
        test.sql("INSERT INTO upload_ticket (gen, hash, size, session_id, state, created_at) VALUES ("
                + uploading.generation() + ", '\\x" + uploading.block().hex()
                + "', 1, gen_random_uuid(), 'O', now())");
        test.sql("INSERT INTO delete_intent (gen, hash, kind, reason, created_at) VALUES (" + leaving.generation()
                + ", '\\x" + leaving.block().hex() + "', 'S', 'swept', now())");
        test.sql("INSERT INTO delete_intent (gen, hash, kind, pack, reason, created_at) VALUES ("
                + dead.name().generation() + ", '\\x" + dead.name().block().hex() + "', 'L', " + dead.object()
                + ", 'swept', now())");
        test.sql("INSERT INTO block_hint (hash, refs, size, count_epoch, pos) SELECT hash, 1, 1, 1, 1 FROM block_ref"
                + " WHERE hash <> '\\x" + fine.block().hex() + "'");

        Figures figures = new ReconcileJob(test.database(), blocks.settings(1)).run(test.lake(), JobInput.of(3, NOW));

        assertThat(figures.values())
                .containsEntry("objects", 11L)
                .containsEntry("consistent", 2L)
                .containsEntry("referenced_without_object", 1L)
                .containsEntry("referenced_damaged", 1L)
                .containsEntry("referenced_without_row", 0L)
                .containsEntry("referenced_condemned", 1L)
                .containsEntry("referenced_quarantined", 1L)
                .containsEntry("unreferenced", 1L)
                .containsEntry("unreferenced_without_object", 1L)
                .containsEntry("pending", 3L)
                .containsEntry("orphan", 2L)
                .containsEntry("changed_meanwhile", 0L)
                .containsEntry("hint_drift", 1L)
                .containsEntry("losses", 2L);
        assertThat(figures.values().get("findings"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(
                        "referenced_without_object " + missing.block(), "referenced_damaged " + cut.block());
        assertThat(test.lake().spark().table(LakeTable.RECONCILIATION.sqlName()).count())
                .isEqualTo(9);
    }

    @Test
    void findsNothingInACleanStore() throws Exception {
        TestLake test = TestLake.create();
        TestBlocks blocks = new TestBlocks(test);
        referenced(blocks, 1, "L");
        Figures figures = new ReconcileJob(test.database(), blocks.settings(1)).run(test.lake(), JobInput.of(4, NOW));
        assertThat(figures.values())
                .containsEntry("consistent", 1L)
                .containsEntry("losses", 0L)
                .containsEntry("findings", List.of());
    }

    /** What the reads see when things happen between them; the difference must not become a loss or an orphan. */
    @Test
    void whatCameOrWentWhileTheStoreWasListedIsNoLoss() throws Exception {
        TestLake test = TestLake.create();
        Object came = block(1).bytes();
        Object cameEarly = block(2).bytes();
        Object swept = block(3).bytes();
        Object uncited = block(4).bytes();
        Dataset<Row> before = rows(test, NAMES, create(swept, 3L));
        Dataset<Row> objects = rows(test, OBJECTS, create(cameEarly, 2L, 9L), create(swept, 3L, 9L));
        Dataset<Row> after = rows(
                test,
                ROWS,
                create(came, 1L, "L", 9L, 1L),
                create(cameEarly, 2L, "L", 9L, 1L),
                create(swept, 3L, "P", null, null),
                create(uncited, null, null, null, 1L));
        assertThat(ReconcileTransform.classified(before, objects, after)
                        .select("kind")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("changed_meanwhile", "consistent", "pending", "referenced_without_row");
    }

    private static ObjectName referenced(TestBlocks blocks, int number, String state) throws Exception {
        ObjectName name = blocks.block(number, state);
        blocks.reference(name);
        return name;
    }

    private static Dataset<Row> rows(TestLake test, StructType type, Row... rows) {
        return test.lake().spark().createDataFrame(List.of(rows), type);
    }
}
