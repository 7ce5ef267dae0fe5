package io.holdfast.batch.mark;

import io.holdfast.batch.Figures;
import io.holdfast.batch.JobInput;
import io.holdfast.batch.TestLake;
import io.holdfast.core.block.BlockId;
import io.holdfast.lakehouse.table.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.holdfast.batch.Events.block;
import static io.holdfast.batch.Events.committed;
import static io.holdfast.batch.Events.namespace;
import static io.holdfast.batch.Events.purged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MarkJobIT {
    private static final long EPOCH = 7;
    private static final long RUN = 11;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    private TestLake test;

    @BeforeEach
    void createLake() throws IOException, SQLException {
        test = TestLake.create();
    }

    @Test
    void countsTheLiveVersionsThatCiteEachCondemnedBlock() throws Exception {
        test.log(List.of(committed(1, 1, 1, 1, 10, 11, 11), committed(1, 2, 2, 1, 11, 12)));
        test.log(List.of(purged(1, 3, 1, 1, 10, 11, 11), committed(2, 1, 3, 1, 13)));
        condemn(10, 11, 12, 14);

        Figures figures = mark(Map.of(1, 3L, 2, 1L));

        assertThat(figures.values()).containsEntry("complete", true).containsEntry("judged", 4L);
        assertThat(figures.number("dead")).isEqualTo(2);
        assertThat(verdicts()).isEqualTo(Map.of(block(10), 0L, block(11), 1L, block(12), 1L, block(14), 0L));
    }

    @Test
    void countsNothingTwiceThatTheLogHoldsTwice() throws Exception {
        test.log(List.of(committed(1, 2, 2, 1, 11), committed(1, 1, 1, 1, 10, 11)));
        test.log(List.of(committed(1, 1, 1, 1, 10, 11), committed(1, 2, 2, 1, 11), purged(1, 3, 2, 1, 11)));
        test.log(List.of(purged(1, 3, 2, 1, 11)));
        condemn(10, 11);

        mark(Map.of(1, 3L));

        assertThat(verdicts()).isEqualTo(Map.of(block(10), 1L, block(11), 1L));
    }

    @Test
    void looksNoFurtherThanTheFence() throws Exception {
        test.log(List.of(committed(1, 1, 1, 1, 10), purged(1, 2, 1, 1, 10), committed(1, 3, 2, 1, 11)));
        condemn(10, 11);

        mark(Map.of(1, 1L));

        assertThat(verdicts()).isEqualTo(Map.of(block(10), 1L, block(11), 0L));
    }

    @Test
    void refusesWhenOneNamespaceLagsByOne() throws Exception {
        test.log(List.of(committed(1, 1, 1, 1, 10), committed(1, 2, 2, 1, 11), committed(2, 1, 3, 1, 12)));
        condemn(10, 11, 12, 13);

        Figures figures = mark(Map.of(1, 2L, 2, 2L));

        assertThat(figures.refused()).isTrue();
        assertThat(figures.values())
                .containsEntry("complete", false)
                .containsEntry("gaps", List.of(namespace(2) + " lacks 2 of 1..2"));
        assertThat(verdicts()).isEmpty();
    }

    @Test
    void refusesWhenANumberInTheMiddleOrAWholeNamespaceIsMissing() throws Exception {
        test.log(List.of(committed(1, 1, 1, 1, 10), committed(1, 3, 2, 1, 11)));
        condemn(10);

        Figures figures = mark(Map.of(1, 3L, 2, 1L));

        assertThat(figures.values().get("gaps"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(namespace(1) + " lacks 2 of 1..3", namespace(2) + " lacks 1 of 1..1");
        assertThat(verdicts()).isEmpty();
    }

    @Test
    void refusesAnEmptyLogUnlessNothingEverHappened() throws Exception {
        condemn(10);

        assertThat(mark(Map.of(1, 1L)).refused()).isTrue();
        assertThat(verdicts()).isEmpty();
        assertThat(mark(Map.of(1, 0L)).number("dead")).isEqualTo(1);
    }

    @Test
    void anErrorOfReadingEndsTheRunWithoutAVerdict() throws Exception {
        test.log(List.of(committed(1, 1, 1, 1, 10)));
        condemn(10);
        deleteDataFiles();

        assertThatThrownBy(() -> mark(Map.of(1, 1L))).hasMessageContaining("parquet");
        assertThat(verdicts()).isEmpty();
    }

    @Test
    void refusesAFenceThatWasCutShort() throws IOException {
        Path fence = folder.resolve("fence");
        Files.writeString(fence, namespace(1) + " 5\n");
        assertThatThrownBy(() -> FenceVector.read(fence)).hasMessageContaining("is not whole");
        Files.writeString(fence, "end 0\n");
        assertThatThrownBy(() -> FenceVector.read(fence)).hasMessageContaining("proves nothing");
    }

    private Figures mark(Map<Integer, Long> fence) throws IOException {
        String lines = fence.entrySet().stream()
                .map(head -> namespace(head.getKey()) + " " + head.getValue() + "\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("fence"), lines + "end " + fence.size() + "\n");
        return new MarkJob(test.database())
                .run(test.lake(), new JobInput(RUN, NOW, Optional.of(EPOCH), Optional.of(file)));
    }

    private void condemn(int... blocks) throws SQLException {
        for (int number : blocks) {
            test.sql("INSERT INTO gc_dead (epoch, hash, gen, ver) VALUES (" + EPOCH + ", '\\x"
                    + block(number).hex() + "', " + number + ", 1)");
        }
    }

    private Map<BlockId, Long> verdicts() {
        test.lake().table(LakeTable.GC_DEAD);
        return test.lake().spark().table(LakeTable.GC_DEAD.sqlName()).filter("run_id = " + RUN).collectAsList().stream()
                .collect(Collectors.toMap(row -> BlockId.of(row.getAs("hash")), row -> row.getAs("refs")));
    }

    private void deleteDataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(test.warehouse())) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                Files.delete(file);
            }
        }
    }
}
