package io.holdfast.gc.lake;

import io.holdfast.lakehouse.table.LakeTable;
import io.holdfast.metadata.gc.Deletion;
import io.holdfast.metadata.gc.DeletionLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The books of the collector in the lake: one row for every object that was deleted, one row for every epoch. The deletions are
 * copied from PostgreSQL; up to which moment is noted in the same commit, so a crash neither loses nor doubles one.
 */
public final class Books {
    /** In the summary of a snapshot of {@code ops.gc_deletions}: deletions up to this moment are in the table. */
    private static final String PROVED_UNTIL = "holdfast.proved-until";

    private static final int BATCH = 20_000;

    private final LakeTables lake;
    private final Appender appender;
    private final DeletionLog deletions;

    public Books(LakeTables lake, DeletionLog deletions) {
        this.lake = lake;
        this.appender = new Appender(lake);
        this.deletions = deletions;
    }

    /** Copies the deletions that are not in the table yet. Returns how many. */
    public long proveDeletions() {
        long proved = 0;
        Instant until = provedUntil();
        while (true) {
            List<Deletion> batch = deletions.doneAfter(until, BATCH);
            if (batch.isEmpty()) {
                return proved;
            }
            until = batch.get(batch.size() - 1).doneAt();
            appender.append(
                    LakeTable.GC_DELETIONS,
                    batch.stream().map(Books::row).toList(),
                    Map.of(PROVED_UNTIL, until.toString()));
            proved += batch.size();
        }
    }

    /** Writes down how an epoch ended. */
    public void epoch(long epoch, String state, Instant started, Instant ended, String figures) {
        appender.append(
                LakeTable.GC_RUNS,
                List.of(Map.of(
                        "epoch", epoch,
                        "state", state,
                        "started_at", started.atOffset(ZoneOffset.UTC),
                        "ended_at", ended.atOffset(ZoneOffset.UTC),
                        "figures", figures)),
                Map.of());
    }

    private Instant provedUntil() {
        Table table = lake.load(LakeTable.GC_DELETIONS);
        if (table.currentSnapshot() == null) {
            return Instant.EPOCH;
        }
        for (Snapshot snapshot :
                SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
            Optional<String> until = Optional.ofNullable(snapshot.summary().get(PROVED_UNTIL));
            if (until.isPresent()) {
                return Instant.parse(until.get());
            }
        }
        throw new IllegalStateException("no snapshot of " + LakeTable.GC_DELETIONS.sqlName()
                + " says up to when deletions are in it; it was written by somebody else");
    }

    private static Map<String, Object> row(Deletion deletion) {
        return Map.of(
                "epoch", deletion.epoch().orElse(0L),
                "hash", ByteBuffer.wrap(deletion.name().block().bytes()),
                "gen", deletion.name().generation(),
                "size", deletion.sizeBytes(),
                "stored_size", deletion.storedBytes(),
                "reason", deletion.reason(),
                "deleted_at", deletion.doneAt().atOffset(ZoneOffset.UTC));
    }
}
