package io.holdfast.batch.upkeep;

import io.holdfast.batch.BatchSettings.Upkeep;
import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.lakehouse.table.LakeTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

import static io.holdfast.batch.Events.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpkeepJobIT {
    @Test
    void mergesSmallFilesAndKeepsEveryRowAndEveryYoungSnapshot() throws Exception {
        TestLake test = TestLake.create();
        for (int refSeq = 1; refSeq <= 6; refSeq++) {
            test.log(List.of(committed(1, refSeq, refSeq, 1, refSeq)));
        }
        OptionalLong before = test.lake().snapshot(LakeTable.MANIFESTS);

        Figures figures = new UpkeepJob(new Upkeep(Upkeep.MIN_SNAPSHOT_AGE, Upkeep.MIN_RETAIN_LAST))
                .run(test.lake(), JobInput.of(1, Instant.parse("2026-11-21T12:00:00Z")));

        assertThat(figures.number("rewritten_files")).isEqualTo(6);
        assertThat(figures.number("added_files")).isEqualTo(1);
        assertThat(figures.number("expired_files")).isZero();
        assertThat(test.lake().read(LakeTable.MANIFESTS, before).count()).isEqualTo(6);
        assertThat(test.lake()
                        .read(LakeTable.MANIFESTS, test.lake().snapshot(LakeTable.MANIFESTS))
                        .count())
                .isEqualTo(6);
    }

    @Test
    void refusesToKeepSnapshotsForTooShort() {
        assertThatThrownBy(() -> new Upkeep(Duration.ofDays(2), 20)).hasMessageContaining("at least PT72H");
        assertThatThrownBy(() -> new Upkeep(Duration.ofDays(3), 19)).hasMessageContaining("20 of them");
    }
}
