package io.holdfast.batch.rollup;

import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.lakehouse.table.LakeTable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.holdfast.batch.Events.BLOCK_BYTES;
import static io.holdfast.batch.Events.block;
import static io.holdfast.batch.Events.committed;
import static io.holdfast.batch.Events.file;
import static io.holdfast.batch.Events.namespace;
import static org.assertj.core.api.Assertions.assertThat;

class RollupsJobIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long MIB = BLOCK_BYTES;

    @Test
    void measuresTheStoreAndRewritesTheOtherGoldTables() throws Exception {
        TestLake test = TestLake.create();
        test.log(List.of(
                committed(1, 1, 1, 1, 10, 11),
                committed(1, 2, 1, 2, 10, 12),
                committed(1, 3, 2, 1, 11),
                committed(1, 60, 3, 1, 13)));
        test.log(List.of(committed(1, 1, 1, 1, 10, 11)));
        test.sql("INSERT INTO entry (namespace_id, id, name, name_key, type, created_at, updated_at, seq, deleted_at)"
                + " VALUES ('" + namespace(1) + "', '" + file(3) + "', 'c', 'c', 'F', now(), now(), 1, '" + NOW
                + "')");
        for (int number = 10; number <= 14; number++) {
            test.sql(
                    "INSERT INTO block (hash, gen, size, state, since, touched_at, object_gen, stored_size) VALUES ('\\x"
                            + block(number).hex() + "', 1, " + BLOCK_BYTES + ", 'L', now(), now(), 1, 1000)");
        }
        for (int number = 10; number <= 13; number++) {
            test.sql("INSERT INTO block_ref (hash, version_id) VALUES ('\\x"
                    + block(number).hex() + "', gen_random_uuid())");
        }

        RollupsJob job = new RollupsJob(test.database());
        job.run(test.lake(), JobInput.of(1, NOW));
        Figures figures = job.run(test.lake(), JobInput.of(2, NOW));

        assertThat(figures.values())
                .containsEntry("current_bytes", 3 * MIB)
                .containsEntry("version_bytes", 2 * MIB)
                .containsEntry("trash_bytes", MIB)
                .containsEntry("logical_bytes", 6 * MIB)
                .containsEntry("unique_bytes", 4 * MIB)
                .containsEntry("stored_bytes", 5000L)
                .containsEntry("garbage_bytes", 1000L)
                .containsEntry("files", 2L)
                .containsEntry("versions", 4L)
                .containsEntry("blocks", 5L);
        assertThat(rows(test, LakeTable.STORAGE_DAILY)).hasSize(2);
        assertThat(rows(test, LakeTable.FILE_TYPES))
                .containsExactlyInAnyOrder("[image/png,1," + 2 * MIB + "]", "[text/plain,1," + MIB + "]");
        assertThat(rows(test, LakeTable.DEDUP_HOURLY))
                .containsExactlyInAnyOrder(
                        "[2026-11-20 10:00:00.0,3," + 5 * MIB + "," + 3 * MIB + "," + 5 * MIB + "]",
                        "[2026-11-20 11:00:00.0,1," + MIB + "," + MIB + "," + MIB + "]");
    }

    @Test
    void measuresAnEmptyStore() throws Exception {
        TestLake test = TestLake.create();
        Figures figures = new RollupsJob(test.database()).run(test.lake(), JobInput.of(1, NOW));
        assertThat(figures.number("logical_bytes")).isZero();
        assertThat(rows(test, LakeTable.STORAGE_DAILY)).hasSize(1);
    }

    private static List<String> rows(TestLake test, LakeTable table) {
        return test.lake().spark().table(table.sqlName()).collectAsList().stream()
                .map(row -> row.toString())
                .toList();
    }
}
