package io.holdfast.batch.retention;

import io.holdfast.batch.BatchSettings.Retention;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.core.retention.RetentionPolicy;
import io.holdfast.core.retention.Thinning;
import io.holdfast.lakehouse.table.LakeTable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static io.holdfast.batch.Events.committed;
import static io.holdfast.batch.Events.file;
import static io.holdfast.batch.Events.namespace;
import static io.holdfast.batch.Events.purged;
import static io.holdfast.batch.Events.version;
import static org.assertj.core.api.Assertions.assertThat;

class RetentionJobIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final UUID ROOT = new UUID(3, 0);
    private static final UUID FOLDER = new UUID(3, 1);

    @Test
    void proposesOldVersionsAndWhatLayInTheTrashForTooLong() throws Exception {
        TestLake test = TestLake.create();
        test.log(List.of(
                committed(1, 1, 1, 1, 10),
                committed(1, 2, 1, 2, 11),
                committed(1, 3, 1, 3, 12),
                committed(1, 4, 2, 1, 20),
                committed(1, 5, 3, 1, 30),
                committed(1, 6, 4, 1, 40)));
        test.log(List.of(committed(1, 2, 1, 2, 11), committed(1, 7, 4, 2, 41), purged(1, 8, 4, 1, 40)));
        entry(test, FOLDER, ROOT, 'D', "timestamptz '2026-11-01T00:00:00Z'");
        entry(test, file(1), ROOT, 'F', "NULL");
        entry(test, file(2), FOLDER, 'F', "NULL");
        entry(test, file(3), ROOT, 'F', "timestamptz '2026-11-20T00:00:00Z'");
        entry(test, file(4), ROOT, 'F', "timestamptz '2026-11-02T00:00:00Z'");

        Figures figures =
                new RetentionJob(test.database(), keepTwo(Duration.ofDays(7))).run(test.lake(), JobInput.of(5, NOW));

        assertThat(figures.number("proposed_versions")).isEqualTo(3);
        assertThat(figures.number("proposed_files")).isEqualTo(3);
        assertThat(figures.number("proposed_bytes")).isEqualTo(3L << 20);
        assertThat(test.lake().spark().table(LakeTable.RETENTION_DECISIONS.sqlName()).collectAsList().stream()
                        .map(row -> row.getAs("version_id") + " " + row.getAs("reasons")))
                .containsExactlyInAnyOrder(
                        version(1, 1) + " beyond-last-n",
                        version(2, 1) + " trash-expired",
                        version(4, 2) + " trash-expired");
    }

    @Test
    void proposesNothingFromAnEmptyLog() throws Exception {
        TestLake test = TestLake.create();
        Figures figures =
                new RetentionJob(test.database(), keepTwo(Duration.ZERO)).run(test.lake(), JobInput.of(6, NOW));
        assertThat(figures.number("proposed_versions")).isZero();
    }

    private static Retention keepTwo(Duration trashAge) {
        return new Retention(new RetentionPolicy(OptionalInt.of(2), Optional.empty(), Thinning.NONE), trashAge);
    }

    private static void entry(TestLake test, UUID id, UUID parent, char type, String deletedAt) throws SQLException {
        test.sql("INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at, seq,"
                + " deleted_at) VALUES ('" + namespace(1) + "', '" + id + "', '" + parent + "', '" + id + "', '" + id
                + "', '" + type + "', now(), now(), 1, " + deletedAt + ")");
    }
}
